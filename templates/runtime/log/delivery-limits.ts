/** What a process keeps of its log while the one that takes it is slow: a server for its parent, a worker for its primary. */
export const deliveryLimits = {
  /** Waiting at most. */
  queueLength: 50_000,
  queueBytes: 67_108_864,
  batchLength: 500,
  batchBytes: 4_194_304,
  /** A batch leaves when so much waits, or after a while. Small ones keep pauses short. */
  eagerLength: 100,
  eagerBytes: 1_048_576,
  /** Sent and not yet taken: what the other process or the channel to it has to hold. */
  maximumUnderWay: 16,
  bytesUnderWay: 33_554_432,
} as const
