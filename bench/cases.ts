import { book, collectionPath, newBook } from './bench-spec.ts'

/** A request that is sent over and over. */
export interface BenchCase {
  name: string
  method: 'GET' | 'POST'
  path: string
  /** Path template with the same parameters, for servers that route by hand. */
  template: string
  status: number
  /** JSON text. */
  body: string
}

/** The three measured requests of the collection at `index`; `where` is put behind their names. */
export function casesOf(index: number, where = ''): BenchCase[] {
  const path = collectionPath(index)
  const name = (what: string) => (where === '' ? what : `${what}, ${where}`)
  return [
    {
      name: name('GET with example'),
      method: 'GET',
      path: `${path}/books/42`,
      template: `${path}/books/{bookId}`,
      status: 200,
      body: '',
    },
    {
      name: name('POST validated'),
      method: 'POST',
      path: `${path}/books`,
      template: `${path}/books`,
      status: 201,
      body: JSON.stringify(newBook),
    },
    {
      name: name('GET generated'),
      method: 'GET',
      path: `${path}/orders/1001`,
      template: `${path}/orders/{orderId}`,
      status: 200,
      body: '',
    },
  ]
}

/** What a stateful server is asked: to create, and then for one item and for a page of what was created. */
export function statefulCases(): BenchCase[] {
  const path = collectionPath(0)
  const template = `${path}/books`
  const list = { name: 'GET list of 20', method: 'GET', path: `${template}?limit=20` } as const
  // The example of the spec is a seed.
  const one = { name: 'GET one', method: 'GET', path: `${template}/${book.id}` } as const
  const post = { name: 'POST', method: 'POST', path: template } as const
  return [
    { ...post, template, status: 201, body: JSON.stringify(newBook) },
    { ...one, template: `${template}/{bookId}`, status: 200, body: '' },
    { ...list, template, status: 200, body: '' },
  ]
}
