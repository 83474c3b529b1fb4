// Package account keeps the desk's own people: their accounts and passwords, who is signed in, and what stops a guesser.
//
// It is the Keeper of desk/door. Accounts are records of class local. Sessions, failed attempts and the set-up code lie on the
// box's slate: in memory at a station, so that a restart signs everybody out; in the database of a county with several
// processes, so that all know the same. A copied database opens no session: only hashes of the tokens are in it.
package account

import (
	"context"
	"sync"
	"time"

	"lianzhan/station"
	"lianzhan/station/slate"
)

// Store is what this package needs of the store.
type Store interface {
	View(func(station.Reader) error) error
	Write(ctx context.Context, actor string, edits ...station.Edit) (uint64, error)
	Now() station.Reading
}

// Options introduce the package to its neighbours.
type Options struct {
	Store Store
	Key   station.Key   // seals the secrets of the second factor
	ID    func() string // a fresh id
	Slate slate.Slate   // shared by the processes of this box; nil: of this process alone

	First       []station.Role // of the first account; none makes a station master
	Unreachable bool           // no browser can come: the command line works on the data by itself, and a set-up code opens nothing
}

// Room keeps the accounts. Its methods may be called from any goroutine.
type Room struct {
	store    Store
	key      station.Key
	id       func() string
	pause    func(context.Context, time.Duration) error
	hashes   hasher
	sessions sessions
	standing standing
	tries    attempts
	steps    steps
	setup    setupCode
	quota    quota
	first    []station.Role
	writing  sync.Mutex // those of this process who want to change accounts
}

// New opens the room. While there is no account it holds a set-up code.
func New(o Options) (*Room, error) {
	if o.Slate == nil {
		o.Slate = slate.InMemory(func() time.Time { return o.Store.Now().Time })
	}
	r := &Room{store: o.Store, key: o.Key, id: o.ID, pause: pause, hashes: newHasher(), sessions: sessions{o.Slate}, tries: attempts{o.Slate},
		steps: steps{o.Slate, o.Store.Now().Time.Unix() / totpStep}, setup: setupCode{o.Slate}, quota: quota{left: quotaSize}}
	if r.first = o.First; len(r.first) == 0 {
		r.first = []station.Role{station.RoleMaster}
	}
	all, err := r.all()
	if err != nil || len(all) > 0 || o.Unreachable {
		return r, err
	}
	return r, r.openSetup(context.Background())
}

// Now is the box's clock.
func (r *Room) Now() station.Reading { return r.store.Now() }

func (r *Room) now() time.Time { return r.store.Now().Time }

// all reads every account, shut ones too.
func (r *Room) all() (all []station.Account, err error) {
	err = r.store.View(func(reader station.Reader) error {
		all, err = station.All[station.Account](reader, station.KindAccount)
		return err
	})
	return all, err
}

// security is the rule of passwords the station chose.
func security(reader station.Reader) (string, error) {
	record, err := reader.Record(station.KindPolicy, station.PolicyID)
	if err != nil {
		if station.Worded(err).Class == station.FaultNotFound {
			return securityASVS, nil
		}
		return "", err
	}
	policy, err := station.Decode[station.Policy](record)
	if policy.Security == securityDengbao {
		return securityDengbao, err
	}
	return securityASVS, err
}

// security reads the rule in force now.
func (r *Room) security() (rule string, err error) {
	err = r.store.View(func(reader station.Reader) error {
		rule, err = security(reader)
		return err
	})
	return rule, err
}

// By is whose hand changes an account: somebody at the desk, or the command line.
type By struct {
	Actor   string // as the log names them
	Name    string
	Address string
	Scope   string // branch of the tree whose accounts they may touch; empty for all
}

func pause(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}
