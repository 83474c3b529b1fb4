package sim

import (
	"slices"
	"strings"
)

// queues are the notes of what a box still has to tell, to ask or to see done.
var queues = []string{"leaving/", "report/", "tell/", "unsure/"}

// notesEach is how many notes a box may keep for each line of its log, and each box it may know, at most.
const notesEach = 4

// nothingQueued: at rest nothing waits in any box, and what it remembers of the others stays within what it holds.
func (w *World) nothingQueued() {
	for _, b := range w.boxes {
		if b.gone {
			continue
		}
		disk := b.mem.disk
		for _, key := range disk.keys {
			if slices.ContainsFunc(queues, func(q string) bool { return strings.HasPrefix(key, q) }) {
				w.fail("queued: %s has %s left", b, key)
			}
		}
		if len(disk.keys) > notesEach*(len(disk.lines)+len(w.boxes)) {
			w.fail("queued: %s keeps %d notes beside %d lines", b, len(disk.keys), len(disk.lines))
		}
	}
}
