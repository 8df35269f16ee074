/** A defect in one handler must not take the answers of all others away. */
export function surviveDefects(): void {
  process.on('uncaughtException', (error) => {
    console.error('An error outside of any request was caught; the server goes on.', error)
  })
  process.on('unhandledRejection', (reason) => {
    console.error('A rejected promise was not handled; the server goes on.', reason)
  })
}
