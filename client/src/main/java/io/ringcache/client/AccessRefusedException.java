package io.ringcache.client;

/** 401, 403 or 429: the API key is missing, wrong, not enough, or was wrong too often. */
public final class AccessRefusedException extends AnswerException {

  AccessRefusedException(Failure failure) {
    super(failure);
  }
}
