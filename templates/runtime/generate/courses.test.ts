import { expect, test } from 'vitest'
import { noConstraints } from './constraints.ts'
import { type Decide, type KnownCourses, type Question, takeCourse } from './courses.ts'

const drink: Question = () => ['tea', 'coffee']
const milk: Question = () => [true, false]
const schema = { description: 'of which the courses are' }

/** Takes courses of one schema that asks for a drink, and of those who want tea for milk. */
function atTheBar() {
  const known: KnownCourses = new WeakMap()
  const asked: Question[] = []
  let workedOut = 0
  const order = (...wishes: unknown[]) => {
    asked.length = 0
    const decide: Decide = (question) => {
      asked.push(question)
      return wishes.shift()
    }
    return takeCourse([schema], decide, known, (decide) => {
      workedOut += 1
      const chosen = decide(drink)
      const title = chosen === 'tea' ? `tea ${decide(milk)}` : 'coffee'
      return { ...noConstraints(), title }
    })
  }
  return { order, asked, timesWorkedOut: () => workedOut }
}

test('a course is worked out when it is first taken and found after that', () => {
  const bar = atTheBar()
  const first = bar.order('tea', true)
  expect(bar.order('coffee').constraints.title).toBe('coffee')
  expect(bar.order('tea', true)).toBe(first)
  expect(bar.timesWorkedOut()).toBe(2)
})

test('every question is asked once and in its order, whether or not the course is known', () => {
  const bar = atTheBar()
  const orders = [['tea', true], ['tea', false], ['coffee'], ['tea', false], ['coffee']]
  for (const wishes of orders) {
    const { title } = bar.order(...wishes).constraints
    expect(title).toBe(wishes.join(' '))
    expect(bar.asked).toEqual(wishes[0] === 'tea' ? [drink, milk] : [drink])
  }
})

test('courses beyond the limit are forgotten and found again', () => {
  const known: KnownCourses = new WeakMap()
  const take = (option: number) =>
    takeCourse(
      [schema],
      () => option,
      known,
      (decide) => ({
        ...noConstraints(),
        minLength: Number(decide(drink)),
      }),
    )
  const first = take(0)
  for (let option = 1; option < 1000; option++) take(option)
  expect(take(0)).not.toBe(first)
  expect(take(0)).toEqual(first)
})
