import { collectionPath, newBook } from './bench-spec.ts'

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
