import fc from 'fast-check'
import { onTestFinished, test } from 'vitest'
import { startApp } from '#engine/state/app-for-tests.ts'
import { apiOfShape, shapes } from '#engine/state/shapes-for-tests.ts'
import { itemSteps } from './item-steps-for-tests.ts'
import { listSteps, steering } from './list-steps-for-tests.ts'
import { checkedSender, correctState, type Model, type Real, startAnew } from './model-for-tests.ts'

/** Sequences of calls that are tried for each shape. */
const runs = 25

const steps = fc.commands([...itemSteps, ...listSteps, ...steering], { maxCommands: 30 })

test.each(Object.entries(shapes))(
  'any sequence of calls agrees with a model in memory, and every answer is valid: %s',
  async (_name, shape) => {
    const mockApi = await apiOfShape(shape)
    const app = await startApp(mockApi, {}, { corrections: shape.corrections })
    onTestFinished(() => app.stop())
    const real: Real = { app, shape, send: checkedSender(app, mockApi, shape) }
    await fc.assert(
      fc.asyncProperty(steps, async (commands) => {
        correctState(real)
        const model: Model = { items: new Map(), seeds: new Map(), snapshots: new Map(), gone: [] }
        await startAnew(model, real)
        await fc.asyncModelRun(() => ({ model, real }), commands)
      }),
      { numRuns: runs },
    )
  },
  600_000,
)
