package intake

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"time"

	"golang.org/x/crypto/nacl/secretbox"

	"lianzhan/station/slate"
)

// Tally is where the processes of one house remember together what they ask of those who hand in. The zero value is a house
// with one process.
type Tally struct {
	Slate slate.Slate
	Sort  string
}

func (t Tally) key(name string) string {
	sum := sha256.Sum256([]byte(name))
	return "intake/" + t.Sort + "/" + hex.EncodeToString(sum[:16])
}

// take is Rate.Take for all processes.
func (t Tally) take(key string, now time.Time, r *Rate) (wait time.Duration, err error) {
	err = slate.Update(context.Background(), t.Slate, t.key(key), func(whole *time.Time, _ bool) (time.Duration, error) {
		var next time.Time
		if next, wait = r.next(*whole, now); wait > 0 {
			return 0, slate.ErrLeave
		}
		*whole = next
		return next.Sub(now), nil
	})
	return wait, err
}

// count is Daily.Take for all processes.
func (t Tally) count(key, day string, most int) (granted bool, err error) {
	err = slate.Update(context.Background(), t.Slate, t.key(day+" "+key), func(taken *int, _ bool) (time.Duration, error) {
		if granted = *taken < most; !granted {
			return 0, slate.ErrLeave
		}
		*taken++
		return 24 * time.Hour, nil
	})
	return granted, err
}

// use is Once.Use for all processes.
func (t Tally) use(thing string, keep time.Duration) (fresh bool) {
	err := slate.Update(context.Background(), t.Slate, t.key(thing), func(_ *bool, used bool) (time.Duration, error) {
		if fresh = !used; used {
			return 0, slate.ErrLeave
		}
		return keep, nil
	})
	return fresh && err == nil
}

func (t Tally) free(thing string) {
	// If it cannot be given back it runs out by itself.
	_ = slate.Wipe(context.Background(), t.Slate, t.key(thing))
}

// keep lets an upload wait where every process finds it: sealed with its own id, which is not kept. What nobody hands in can
// be read by nobody.
func (t Tally) keep(u Upload, life time.Duration) error {
	plain, err := json.Marshal(u)
	if err != nil {
		return err
	}
	seal := sha256.Sum256([]byte("upload " + u.ID))
	sealed := secretbox.Seal(nil, plain, &[24]byte{}, &seal) // each key seals one message
	return t.Slate.Change(context.Background(), t.key(u.ID), func([]byte) ([]byte, time.Duration, error) { return sealed, life, nil })
}

// find looks for an upload that came to any process.
func (t Tally) find(id string) (u Upload, found bool) {
	sealed, err := t.Slate.Read(t.key(id))
	if err != nil || sealed == nil {
		return u, false
	}
	seal := sha256.Sum256([]byte("upload " + id))
	plain, ok := secretbox.Open(nil, sealed, &[24]byte{}, &seal)
	return u, ok && json.Unmarshal(plain, &u) == nil
}
