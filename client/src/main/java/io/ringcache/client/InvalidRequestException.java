package io.ringcache.client;

/** 400 to 499 but for those with a class of their own: the request can't be carried out. */
public final class InvalidRequestException extends AnswerException {

  InvalidRequestException(Failure failure) {
    super(failure);
  }
}
