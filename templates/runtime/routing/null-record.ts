// A prototype that is empty all the way up, on a constructor: objects made by it stay in V8's fast form,
// which those of Object.create(null) do not.
function NullRecord() {}
NullRecord.prototype = Object.create(null)

/** An empty object for keys that a client chooses: `__proto__` and `constructor` are keys like any other. */
export function createNullRecord<Value>(): Record<string, Value> {
  // TypeScript does not see that a function declared this way can be constructed.
  return new (NullRecord as unknown as new () => Record<string, Value>)()
}
