package intake

import (
	"crypto/sha256"
	"encoding/hex"
	"sync"
	"time"

	"lianzhan/station"
)

const (
	// uploadLife is how long a picture waits for the matter it belongs to.
	uploadLife = 15 * time.Minute
	// mostHeld and heldBytes bound what waits. It waits in memory: what nobody hands in never reaches the disk.
	mostHeld  = 400
	heldBytes = 48 << 20
)

// Upload is a picture or recording that was made harmless and waits to be claimed.
type Upload struct {
	ID    string // 128 random bits: who knows it may claim it
	Hash  string // SHA-256 of Body, under which the store will keep it
	Body  []byte
	Thumb []byte // JPEG; none for a recording
	Voice bool
	ends  time.Time
}

// Holding keeps uploads until a matter claims them or they run out.
type Holding struct {
	Clock Clock
	Tally Tally

	lock  sync.Mutex
	held  map[string]Upload
	bytes int
}

// Hold keeps an upload and names it. Busy when too many wait.
func (h *Holding) Hold(body, thumb []byte, voice bool) (Upload, error) {
	sum := sha256.Sum256(body)
	now := h.Clock.now()
	u := Upload{ID: newToken(), Hash: hex.EncodeToString(sum[:]), Body: body, Thumb: thumb, Voice: voice, ends: now.Add(uploadLife)}
	if err := h.take(u, now); err != nil || h.Tally.Slate == nil {
		return u, err
	}
	err := h.Tally.keep(u, uploadLife)
	if err != nil {
		h.Drop(u.ID)
	}
	return u, err
}

// take makes room for an upload here. With several processes each bounds what came to it.
func (h *Holding) take(u Upload, now time.Time) error {
	h.lock.Lock()
	defer h.lock.Unlock()
	h.sweep(now)
	if len(h.held) >= mostHeld || h.bytes+u.size() > heldBytes {
		return station.Busy("uploads_full", "传照片的人太多，忙不过来。请过几分钟再传。")
	}
	if h.held == nil {
		h.held = map[string]Upload{}
	}
	h.held[u.ID] = u
	h.bytes += u.size()
	return nil
}

func (u Upload) size() int { return len(u.Body) + len(u.Thumb) }

// Find looks an upload up by its id.
func (h *Holding) Find(id string) (Upload, bool) {
	if h.Tally.Slate != nil { // it may have come to another process, or been claimed there
		return h.Tally.find(id)
	}
	h.lock.Lock()
	defer h.lock.Unlock()
	u, found := h.held[id]
	if !found || !u.ends.After(h.Clock.now()) {
		return Upload{}, false
	}
	return u, true
}

// Drop forgets uploads: they were claimed, taken back, or their draft is gone.
func (h *Holding) Drop(ids ...string) {
	for _, id := range ids {
		if h.Tally.Slate != nil {
			h.Tally.free(id)
		}
	}
	h.lock.Lock()
	defer h.lock.Unlock()
	for _, id := range ids {
		h.forget(id)
	}
	h.sweep(h.Clock.now())
}

func (h *Holding) forget(id string) {
	if u, found := h.held[id]; found {
		delete(h.held, id)
		h.bytes -= u.size()
	}
}

func (h *Holding) sweep(now time.Time) {
	for id, u := range h.held {
		if !u.ends.After(now) {
			h.forget(id)
		}
	}
}
