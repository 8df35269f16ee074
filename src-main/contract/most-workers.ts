/** Most processes that answer for one server. */
export const mostWorkers = 64
