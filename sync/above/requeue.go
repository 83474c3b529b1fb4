package above

import (
	"context"
	"strings"

	"lianzhan/station"
	"lianzhan/sync/box"
)

// askedNote is the life of the parent's log in which it was asked for every file named here.
const askedNote = "rim/asked"

const requeued = 500 // entries looked at together

// requeue lets every file that lies here wait to cross once more when the parent's log began another life: with its disk it may
// have lost files whose records it has, its own too. What is there costs one small question.
func (c *client) requeue(ctx context.Context) error {
	c.lock.Lock()
	life := c.epoch
	c.lock.Unlock()
	asked, err := c.box.Note(askedNote)
	if err != nil || life == "" || asked == life {
		return err
	}
	if asked != "" { // of the first life the errands stand already
		if err := c.queueAll(ctx); err != nil {
			return err
		}
	}
	return c.box.Store.Exchange(ctx, func(l station.Ledger) error {
		if err := resumeAll(l); err != nil {
			return err
		}
		return l.PutNote(askedNote, []byte(life))
	})
}

// resumeAll lets what is called lost be asked for once more: another disk may have it.
func resumeAll(l station.Ledger) error {
	lost := map[string]string{}
	if err := l.Notes(box.LostNote, func(key string, raw []byte) bool {
		lost[strings.Clone(key[len(box.LostNote):])] = string(raw)
		return true
	}); err != nil {
		return err
	}
	for hash, raw := range lost {
		if err := box.Resume(l, hash, raw); err != nil {
			return err
		}
	}
	return nil
}

func (c *client) queueAll(ctx context.Context) error {
	for after := uint64(0); ; {
		list, last, err := c.named(after)
		if err != nil || last == after {
			return err
		}
		if err := c.queue(ctx, list); err != nil {
			return err
		}
		after = last
	}
}

// named lists the files that are here of a stretch of the log, and where the stretch ends.
func (c *client) named(after uint64) (list []box.Errand, last uint64, err error) {
	var entries []station.Entry
	err = c.box.Store.Inspect(func(l station.Ledger) (err error) {
		entries, last, err = l.Entries(after, requeued)
		return err
	})
	for _, e := range entries {
		_, found := box.ErrandsIn(e, "") // whoever brought it: the parent may have lost what was its own
		for _, one := range found {
			size, whole, err := c.box.Store.Offset(one.Hash)
			if err != nil {
				return nil, last, err
			}
			if whole {
				one.Size, one.Thumb = size, true // no thumbnail is sent ahead of what is mostly there
				list = append(list, one)
			}
		}
	}
	return list, last, err
}

func (c *client) queue(ctx context.Context, list []box.Errand) error {
	if len(list) == 0 {
		return nil
	}
	return c.box.Store.Exchange(ctx, func(l station.Ledger) error {
		for _, e := range list {
			if err := box.PutErrand(l, box.UpNote, e); err != nil {
				return err
			}
		}
		return nil
	})
}
