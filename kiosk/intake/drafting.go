package intake

import (
	"cmp"
	"slices"
	"strings"

	"lianzhan/station"
)

// Drafts lists the living drafts that wait for staff, the oldest first.
func (d *Drafts) Drafts() []station.Draft {
	d.lock.Lock()
	defer d.lock.Unlock()
	d.sweep(d.clock.now())
	list := []station.Draft{}
	for _, each := range d.drafts {
		if each.For == station.ForStaff {
			list = append(list, each.seen())
		}
	}
	slices.SortFunc(list, func(a, b station.Draft) int {
		return cmp.Or(a.Began.Compare(b.Began), cmp.Compare(a.Token, b.Token))
	})
	return list
}

// Claim gives a draft to an officer, who then writes for the voter. Another officer comes too late.
func (d *Drafts) Claim(token, account, name string) (station.Draft, error) {
	return d.change(token, func(found *draft) error {
		switch {
		case found.For != station.ForStaff:
			return draftMissing()
		case found.Officer != "" && found.Officer != account:
			return station.Conflict("draft_taken", "%s已经在帮这位选民写了。", found.Name)
		case found.State == station.DraftConfirmed:
			return confirmed()
		}
		found.Officer, found.Name = account, name
		if found.State == station.DraftOpen {
			found.State = station.DraftOpened
		}
		return nil
	})
}

func confirmed() error { return station.Conflict("draft_confirmed", "选民已经确认提交了。") }

// Write keeps what the officer wrote. What was read back must be read back again. Photos stay those of the draft; one
// the text no longer names is taken away.
func (d *Drafts) Write(token string, text station.DraftText) (station.Draft, error) {
	return d.change(token, func(found *draft) error {
		switch {
		case found.Officer == "":
			return station.Conflict("draft_not_claimed", "请先接下这份草稿。")
		case found.State == station.DraftConfirmed:
			return confirmed()
		}
		found.uploads = slices.DeleteFunc(found.uploads, func(u Upload) bool {
			gone := !slices.Contains(text.Photos, u.Hash)
			if gone {
				d.holding.Drop(u.ID)
			}
			return gone
		})
		found.Text, found.State, found.written = text, station.DraftOpened, true
		return nil
	})
}

// ReadBack shows the voter what was written, to be confirmed on the kiosk.
func (d *Drafts) ReadBack(token string) (station.Draft, error) {
	return d.change(token, func(found *draft) error {
		switch {
		case found.Officer == "":
			return station.Conflict("draft_not_claimed", "请先接下这份草稿。")
		case found.State == station.DraftConfirmed:
			return confirmed()
		case strings.TrimSpace(found.Text.Words) == "":
			return station.Invalid("words_missing", "还没有写是什么事。")
		}
		found.State = station.DraftReadingBack
		return nil
	})
}

// Open notes that a phone looked at a draft.
func (d *Drafts) Open(token string) {
	d.lock.Lock()
	found, err := d.find(token)
	fresh := err == nil && found.State == station.DraftOpen && found.For != station.ForStaff
	if fresh {
		found.State = station.DraftOpened
	}
	d.lock.Unlock()
	if fresh {
		d.tell()
	}
}

// Take binds a draft to the first phone that sends something; another phone that saw the same code comes too late.
func (d *Drafts) Take(token, phone string) error {
	_, err := d.change(token, func(found *draft) error {
		switch {
		case found.For == station.ForStaff:
			return draftMissing()
		case found.phone != "" && found.phone != phone:
			return station.Conflict("draft_taken", "另一部手机已经在写这一件了。")
		}
		found.phone = phone
		return nil
	})
	return err
}

// AddPhoto hangs a held upload to a draft, at most so many.
func (d *Drafts) AddPhoto(token string, u Upload, most int) error {
	_, err := d.change(token, func(found *draft) error {
		switch {
		case found.State == station.DraftConfirmed:
			return confirmed()
		case len(found.uploads) >= most:
			return station.Invalid("photos_many", "照片太多，最多 %d 张。", most)
		}
		found.uploads = append(found.uploads, u)
		return nil
	})
	return err
}

// Confirm notes that the draft became a matter; it keeps its code for the kiosk until its time is over, and nothing else.
func (d *Drafts) Confirm(token, code string) {
	d.lock.Lock()
	found, err := d.find(token)
	if err == nil {
		found.State, found.Code, found.Text, found.uploads = station.DraftConfirmed, code, station.DraftText{}, nil
	}
	d.lock.Unlock()
	if err == nil {
		d.tell()
	}
}
