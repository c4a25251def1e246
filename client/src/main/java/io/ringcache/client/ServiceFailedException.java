package io.ringcache.client;

/** 500 to 599 but for 507. To a write it means: may or may not have been stored. */
public final class ServiceFailedException extends AnswerException {

  ServiceFailedException(Failure failure) {
    super(failure);
  }
}
