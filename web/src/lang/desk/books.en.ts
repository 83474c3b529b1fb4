/** The desk's sentences about registering, the registers and keeping the station. */
export const books = {
} as const
