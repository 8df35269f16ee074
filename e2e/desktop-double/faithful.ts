/**
 * Makes a double loud: reading a member it does not have is an error, so that nothing of Electron is
 * believed to work silently. `then` is read by `await` and may be absent.
 */
export function faithful<Double extends object>(name: string, double: Double): Double {
  return new Proxy(double, {
    get(target, member, receiver) {
      if (typeof member === 'string' && member !== 'then' && !(member in target)) {
        throw new Error(`The desktop double has no ${name}.${member}.`)
      }
      const value: unknown = Reflect.get(target, member, receiver)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}
