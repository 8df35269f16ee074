import { readFileSync } from 'node:fs'
import express from 'express'

/**
 * The limit we want to beat: the mocked operations as one would write them by hand in Express, a route
 * each, without validation and without a log. argv: file with the answers.
 */
const answers = JSON.parse(readFileSync(process.argv[2], 'utf8'))

const app = express()
app.use(express.json())
for (const { method, template, status, body } of answers) {
  const route = template.replaceAll(/\{(\w+)\}/g, ':$1')
  app[method.toLowerCase()](route, (_request, response) => {
    response.status(status).json(body)
  })
}
const server = app.listen(0, '127.0.0.1', () => {
  console.log(`Ready at http://127.0.0.1:${server.address().port}`)
})
