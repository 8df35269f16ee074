/**
 * `node:http`, taken without an import: that would read all its members, and one of them loads Node's whole
 * HTTP client, which costs a start more than anything in this project does.
 */
export const http = process.getBuiltinModule('node:http')
