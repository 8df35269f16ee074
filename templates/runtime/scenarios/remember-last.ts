/**
 * Makes a function that gives the same object again while its text stays the same. Requests that are alike are told the
 * same, and what many of them share is made once and need not be collected.
 */
export function rememberLast<Value>(make: (text: string) => Value): (text: string) => Value {
  let last: { text: string; value: Value } | null = null
  return (text) => {
    if (last === null || last.text !== text) {
      last = { text, value: make(text) }
    }
    return last.value
  }
}
