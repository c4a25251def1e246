package io.ringcache.client;

/** 409 or 412: what is stored does not allow this, such as an incr of what is no integer. */
public final class ConflictException extends AnswerException {

  ConflictException(Failure failure) {
    super(failure);
  }
}
