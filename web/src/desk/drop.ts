import { ElMessageBox } from 'element-plus'
import { say } from './say'

/** Asks whether a record may go; false when the person thought better of it. */
export async function sureToDrop(name: string): Promise<boolean> {
  try {
    await ElMessageBox.confirm(say('records.drop.ask', { name }), { confirmButtonText: say('records.drop'), cancelButtonText: say('cancel') })
    return true
  } catch {
    return false
  }
}
