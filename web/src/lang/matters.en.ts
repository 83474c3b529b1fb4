import type { sentences as chinese } from './matters.zh-CN'

/** The sentences of telling, following and rating a matter, for visitors who read English. */
export const sentences: Partial<Record<keyof typeof chinese, string>> = {
  'intake.step': 'Step {step} of {of}',
}
