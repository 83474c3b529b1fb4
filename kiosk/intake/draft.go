package intake

import (
	"slices"
	"sync"
	"time"

	"lianzhan/station"
)

const (
	draftLife  = 15 * time.Minute
	mostDrafts = 200
)

// draft is a station.Draft with what only the threshold needs to know.
type draft struct {
	station.Draft
	uploads []Upload // the photos, in the order they came
	phone   string   // form client of the one phone that has it
	written bool     // by the officer
}

// Drafts keeps the matters that are still being told. Nothing of them is on disk; each is gone after fifteen minutes.
type Drafts struct {
	clock   Clock
	holding *Holding

	lock     sync.Mutex
	drafts   map[string]*draft // by token
	shorts   map[string]string // token by short code
	changed  chan struct{}     // closed and renewed at every change
	watchers map[int]func()
	watched  int
}

// NewDrafts keeps drafts whose photos wait in the holding.
func NewDrafts(clock Clock, holding *Holding) *Drafts {
	return &Drafts{clock: clock, holding: holding, drafts: map[string]*draft{}, shorts: map[string]string{},
		changed: make(chan struct{}), watchers: map[int]func(){}}
}

func draftMissing() error {
	return station.NotFound("draft_not_found", "这份草稿已经过期或者提交了，请在触摸屏上重新开始。")
}

// Begin keeps a new draft. Busy when too many are open.
func (d *Drafts) Begin(began station.Draft) (station.Draft, error) {
	now := d.clock.now()
	began.Token, began.Short = newToken(), station.CodeFrom([5]byte(randomBytes(5)))
	began.State, began.Began, began.Ends = station.DraftOpen, now, now.Add(draftLife)
	if began.Client == "" {
		began.Client = newToken()
	}
	d.lock.Lock()
	if d.sweep(now); len(d.drafts) >= mostDrafts {
		d.lock.Unlock()
		return station.Draft{}, station.Busy("drafts_full", "现在人太多，请过几分钟再试，或者叫工作人员。")
	}
	d.drafts[began.Token] = &draft{Draft: began}
	d.shorts[began.Short] = began.Token
	d.lock.Unlock()
	d.tell()
	return began, nil
}

// sweep forgets the drafts whose time is over, and their photos.
func (d *Drafts) sweep(now time.Time) {
	for token, each := range d.drafts {
		if !each.Ends.After(now) {
			d.forget(token, each)
		}
	}
}

func (d *Drafts) forget(token string, gone *draft) {
	delete(d.drafts, token)
	delete(d.shorts, gone.Short)
	for _, u := range gone.uploads {
		d.holding.Drop(u.ID)
	}
}

// find looks a living draft up; the lock is held.
func (d *Drafts) find(token string) (*draft, error) {
	if found := d.drafts[token]; found != nil && found.Ends.After(d.clock.now()) {
		return found, nil
	}
	return nil, draftMissing()
}

// change alters a living draft and tells who watches.
func (d *Drafts) change(token string, alter func(*draft) error) (station.Draft, error) {
	d.lock.Lock()
	found, err := d.find(token)
	if err == nil {
		err = alter(found)
	}
	if err != nil {
		d.lock.Unlock()
		return station.Draft{}, err
	}
	after := found.seen()
	d.lock.Unlock()
	d.tell()
	return after, nil
}

// seen is a copy that nobody alters.
func (d *draft) seen() station.Draft {
	c := d.Draft
	c.Text.Deputies = slices.Clone(c.Text.Deputies)
	c.Text.Photos = make([]string, 0, len(d.uploads))
	for _, u := range d.uploads {
		c.Text.Photos = append(c.Text.Photos, u.Hash)
	}
	return c
}

// Draft is a living draft by its token.
func (d *Drafts) Draft(token string) (station.Draft, error) {
	d.lock.Lock()
	defer d.lock.Unlock()
	found, err := d.find(token)
	if err != nil {
		return station.Draft{}, err
	}
	return found.seen(), nil
}

// Short is a living draft by the code a phone scanned.
func (d *Drafts) Short(short string) (station.Draft, error) {
	d.lock.Lock()
	token := d.shorts[station.FoldCode(short)]
	d.lock.Unlock()
	return d.Draft(token)
}

// Photos are the uploads of a draft.
func (d *Drafts) Photos(token string) []Upload {
	d.lock.Lock()
	defer d.lock.Unlock()
	found, err := d.find(token)
	if err != nil {
		return nil
	}
	return slices.Clone(found.uploads)
}

// Written reports whether an officer wrote something since the draft was begun.
func (d *Drafts) Written(token string) bool {
	d.lock.Lock()
	defer d.lock.Unlock()
	found, err := d.find(token)
	return err == nil && found.written
}

// Drop gives a draft up.
func (d *Drafts) Drop(token string) error {
	d.lock.Lock()
	found, err := d.find(token)
	if err == nil {
		d.forget(token, found)
	}
	d.lock.Unlock()
	if err == nil {
		d.tell()
	}
	return err
}
