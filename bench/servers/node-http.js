import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'

/** What Node can do at most: prebuilt answers, found in a map. argv: file with the answers. */
const answers = new Map(
  JSON.parse(readFileSync(process.argv[2], 'utf8')).map(({ method, path, status, body }) => {
    const content = Buffer.from(JSON.stringify(body))
    const headers = { 'content-type': 'application/json', 'content-length': content.length }
    return [`${method} ${path}`, { status, headers, content }]
  }),
)

const server = createServer((request, response) => {
  const answer = answers.get(`${request.method} ${request.url}`)
  request.resume()
  request.on('end', () => {
    if (!answer) return response.writeHead(404).end()
    response.writeHead(answer.status, answer.headers)
    response.end(answer.content)
  })
})
server.listen(0, '127.0.0.1', () => {
  console.log(`Ready at http://127.0.0.1:${server.address().port}`)
})
