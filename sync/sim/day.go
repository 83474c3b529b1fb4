package sim

import (
	"maps"

	"lianzhan/sync/core"
)

// days is how many nights everybody may take to agree.
const days = 4

// nextDay has every box compare with the one above it what they hold, as each does once a day, until a day finds nothing.
func (w *World) nextDay() bool {
	if w.day == 0 {
		w.early = w.look()
	}
	if w.day == days || w.day > 0 && w.listings == w.listed {
		return false
	}
	w.day++
	w.listed = w.listings
	w.say("DAY %d", w.day)
	for _, b := range w.boxes[1:] {
		if b.gone {
			continue
		}
		if err := b.exchange(core.Compare); err != nil {
			w.fail("%s cannot compare: %v", b, err)
		}
		b.wake(core.Wanted)
	}
	return true
}

// look judges what the boxes hold and changes nothing. What one of them is unsure of may wait for the night.
func (w *World) look() error {
	strays := maps.Clone(w.strays)
	trace := w.trace
	w.trace = nil
	w.judge()
	why := w.broken
	w.broken, w.strays, w.trace = nil, strays, trace
	if why != nil {
		w.hits[mended]++
		w.say("not yet as it must be: %v", why)
	}
	return why
}
