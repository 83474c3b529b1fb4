import { tell } from './tell'

/** Takes a picture back. One that is gone already is no matter. */
export async function dropUpload(id: string): Promise<void> {
  if (id) await tell<null>('DELETE', `uploads/${id}`).catch(() => null)
}
