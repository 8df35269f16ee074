/** What a user is told when a server gave up entries because its log could not be stored as fast as they came. */
export function droppedMessage(count: number): string {
  return `The log is slower than the traffic: ${count} requests were answered but are not in it.\n`
}
