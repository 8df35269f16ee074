/** What a test may do to the app from outside, as messages over the process channel. */
export type ControlMessage =
  /** Chooses a menu item by its label. */
  | { type: 'menu'; label: string }
  /** What the next save dialog answers. */
  | { type: 'answerSaveDialog'; path: string }
  /** Which button of the next message box is pressed, counted from 0. */
  | { type: 'pressButton'; button: number }
  /** A second start of the app with these arguments. */
  | { type: 'secondInstance'; argv: string[] }
  /** The system hands a file over, as macOS does. */
  | { type: 'openFile'; path: string }
  /** A click on the app's icon in the dock of macOS. */
  | { type: 'activate' }
  /** Closes the window as a user does. */
  | { type: 'closeWindow' }
  /** The process of the page ends by itself. */
  | { type: 'crashPage' }

/** What the double reports to the test. */
export type ControlReport =
  | { type: 'window'; endpoint: string }
  /** A call to a native part that cannot be seen in the page. */
  | { type: 'called'; api: string; argument: unknown }

export interface Control {
  on(listener: (message: ControlMessage) => void): void
  report(report: ControlReport): void
}

export function createControl(): Control {
  // The test is gone, however it ended.
  process.once('disconnect', () => process.exit())
  return {
    on(listener) {
      process.on('message', (message) => {
        // Only the test that started this process sends messages, all of this type.
        listener(message as ControlMessage)
      })
    },
    report(report) {
      process.send?.(report)
    },
  }
}
