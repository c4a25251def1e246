package io.ringcache.client;

/** 507: the namespace or its backend is full, and nothing gives way. */
public final class StorageFullException extends AnswerException {

  StorageFullException(Failure failure) {
    super(failure);
  }
}
