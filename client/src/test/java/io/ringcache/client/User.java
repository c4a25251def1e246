package io.ringcache.client;

/** What the tests keep in caches. */
record User(String name, int age) {

  static final User ADA = new User("Ada", 36);
}
