package io.ringcache.metrics;

/** Is told what there is to be shown, as it comes up. Called by any thread; must not block. */
interface MeterListener {

  /** A namespace has its first call. */
  void namespace(NamespaceMeters meters);

  /** A call on a namespace is the first of its kind. */
  void call(CallMeter meter);

  /** A call ended as none of its kind did before. */
  void outcome(CallMeter meter, Outcome outcome);
}
