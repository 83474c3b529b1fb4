package sync

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"lianzhan/station"
	"lianzhan/sync/core"
	"lianzhan/sync/wire"
)

// Bundled is what came of a bundle.
type Bundled struct {
	Up      bool   `json:"up"`
	Changes int    `json:"changes"`
	Files   int    `json:"files"`
	Waiting bool   `json:"waiting,omitempty"` // the other's answer is needed before more can go
	Name    string `json:"name,omitempty"`    // of the node it is from or for
	Refused string `json:"refused,omitempty"`
}

// sentName is the last bundle this box made, kept until its answer comes.
const sentName = "bundle.sent"

// ExportUp writes what waits for the parent, for a stick. With a one-time code it asks to be enrolled.
func (r *Room) ExportUp(ctx context.Context, w io.Writer, code string) (Bundled, error) {
	if r.o.Root {
		return Bundled{}, station.Invalid("node_missing", "请用 --node 写明给哪个站。")
	}
	k := r.present()
	if k.Device == "" && code == "" {
		return Bundled{}, station.Conflict("not_enrolled", "本机还没有登记。请加上 --code 登记码。")
	}
	b := &bundle{head: bundleHead{Format: bundleKind, Up: true, From: r.me().Device, To: k.Device, Made: millis(r.o.Store.Now().Time)}}
	done := Bundled{Up: true, Name: k.Name}
	if code != "" {
		e := r.application(Joining{Code: station.FoldCode(code)})
		b.head.Enrol = &e
	} else if err := r.pack(ctx, b, &done); err != nil {
		return done, err
	}
	done.Waiting = done.Changes == 0
	var kept bytes.Buffer
	if err := b.write(io.MultiWriter(w, &kept), r.device.Sign); err != nil {
		return done, err
	}
	return done, keep(filepath.Join(r.o.Dir, sentName), kept.Bytes())
}

// pack puts the hello, the changes and the files that wait into a bundle.
func (r *Room) pack(ctx context.Context, b *bundle, done *Bundled) error {
	err := r.read(ctx, func(l station.Ledger) error {
		b.parts, b.size, b.head.Spans, done.Changes = nil, 0, nil, 0
		h, err := core.Greeting(l, r.me(), wire.Challenge{Device: b.head.To, Nonce: forBundle}, r.moment())
		if err != nil {
			return err
		}
		p, err := core.NextPull(l, r.me())
		b.head.Hello, b.head.Pull = &h, &p
		for after, n := uint64(0), 0; err == nil && n < mostTrip && b.size < mostBundle/2; n++ {
			parcel, ok, failed := core.NextPush(l, r.me(), after, wire.MaxItems, r.moment())
			if failed != nil || !ok || n > 0 && parcel.To <= after {
				return failed
			}
			parcel.Push.More = true // a stick says nothing about what is written after it
			b.head.Spans, after = append(b.head.Spans, span{parcel.From, parcel.To}), parcel.To
			done.Changes += len(parcel.Push.Items)
			err = addMessage(b, pushDir, n, parcel.Push)
		}
		return err
	})
	if err != nil {
		return err
	}
	return r.packFiles(b, upNote, done)
}

// packFiles adds files that wait, small ones first, as many as there is room for.
func (r *Room) packFiles(b *bundle, prefix string, done *Bundled) error {
	list, err := r.errands(prefix)
	for _, e := range list {
		if body, here := r.fileHere(e.Hash); here && b.size+len(body) < mostBundle {
			b.add(filesDir+e.Hash, body)
			done.Files++
		}
	}
	return err
}

func (r *Room) present() link {
	r.lock.Lock()
	defer r.lock.Unlock()
	return r.link
}

// Import takes a bundle, whichever way it goes.
func (r *Room) Import(ctx context.Context, from io.Reader) (Bundled, error) {
	b, signed, sig, err := readBundle(from)
	if err != nil {
		return Bundled{}, err
	}
	if b.head.Up {
		return r.importUp(ctx, b, signed, sig)
	}
	return r.importDown(ctx, b, signed, sig)
}

// importDown takes the parent's answer: who this box is, what arrived, what is new.
func (r *Room) importDown(ctx context.Context, b *bundle, signed, sig []byte) (Bundled, error) {
	if b.head.To != r.me().Device {
		return Bundled{}, station.Conflict("bundle_for_another", "这个数据包是给另一台机器的。")
	}
	sent, err := r.sent(b.head.Answers)
	if err != nil {
		return Bundled{}, err
	}
	if err := r.signedAbove(b, sent, signed, sig); err != nil {
		return Bundled{}, err
	}
	done := Bundled{Name: r.present().Name, Refused: b.head.Refused}
	if e := b.head.Enrolled; e != nil {
		done.Name = e.Node.Name
		if err := r.settleIn(ctx, *e, linkTo(*e, r.present().Parent, r.present().Pin)); err != nil {
			return done, err
		}
	}
	if b.head.Welcome == nil {
		return done, nil
	}
	return done, r.takeDown(ctx, b, sent, &done)
}

// takeDown lets the core take a parent's answers in the order they would have come over a line.
func (r *Room) takeDown(ctx context.Context, b, sent *bundle, done *Bundled) error {
	me := r.me()
	if err := r.commit(ctx, func(l station.Ledger) error { return core.Greeted(l, me, *b.head.Welcome, r.moment()) }); err != nil {
		return err
	}
	if scope := b.head.Welcome.Scope; scope != "" && scope != r.o.Store.Scope() {
		if err := r.o.Store.SetScope(ctx, scope); err != nil {
			return err
		}
	}
	pushes := []part(nil)
	if sent != nil {
		pushes = sent.below(pushDir)
	}
	for i, p := range b.below(replyDir) {
		if i >= len(pushes) || i >= len(sent.head.Spans) {
			break
		}
		reply, err := message[wire.PushReply](p)
		push, err2 := message[wire.Push](pushes[i])
		if err := errors.Join(err, err2); err != nil {
			return err
		}
		parcel := core.Parcel{Push: push, From: sent.head.Spans[i].From, To: sent.head.Spans[i].To}
		if err := r.commit(ctx, func(l station.Ledger) error { return core.Pushed(l, r.me(), parcel, reply, r.moment()) }); err != nil {
			return err
		}
	}
	for _, p := range b.below(feedDir) {
		f, err := message[wire.Feed](p)
		if err != nil {
			return err
		}
		err = r.commit(ctx, func(l station.Ledger) error {
			pull, err := core.NextPull(l, r.me())
			if err != nil {
				return err
			}
			return core.Pulled(l, r.me(), pull, f, r.moment())
		})
		if err != nil {
			return err
		}
		done.Changes += len(f.Items)
	}
	return r.takeFiles(ctx, b, sent, done)
}

// takeFiles keeps the files of a bundle, and forgets those that were brought up with the one it answers.
func (r *Room) takeFiles(ctx context.Context, b, sent *bundle, done *Bundled) error {
	files := b.below(filesDir)
	for _, p := range files {
		hash, err := r.o.Store.AddFile(bytes.NewReader(p.body))
		if err != nil {
			return err
		}
		if filesDir+hash == p.name {
			done.Files++
			r.found(ctx, hash)
		}
	}
	if len(files) > 0 {
		if err := r.unsealAll(); err != nil {
			return err
		}
	}
	if sent == nil {
		return nil
	}
	return r.o.Store.Exchange(ctx, func(l station.Ledger) error {
		for _, p := range sent.below(filesDir) {
			if err := l.PutNote(upNote+p.name[len(filesDir):], nil); err != nil {
				return err
			}
		}
		return nil
	})
}

// sent is the bundle an answer belongs to, nil when another was made since: then its acknowledgements come with the next.
func (r *Room) sent(id string) (*bundle, error) {
	f, err := os.Open(filepath.Join(r.o.Dir, sentName))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	b, _, _, err := readBundle(f)
	if err != nil || b.id != id {
		return nil, nil
	}
	return b, nil
}

var errSigned = station.Unauthorized(core.CodeSignature, "数据包的签名不对，不能用。")

// signedAbove holds a parent's signature against the key its node names now, or named when this box was enrolled; at the
// first time against the one the answer to the enrolment names, which only whoever got our bundle can have made.
func (r *Room) signedAbove(b, sent *bundle, signed, sig []byte) error {
	m, known, err := r.roll.member(b.head.From)
	if err != nil {
		return err
	}
	keys := []string{m.device.Key}
	if k := r.present(); !known && k.Device == b.head.From {
		keys = append(keys, k.Key)
	}
	if e := b.head.Enrolled; !known && e != nil && e.Device == b.head.From && sent != nil && sent.head.Enrol != nil {
		keys = append(keys, linkTo(*e, "", "").Key)
	}
	if !slices.ContainsFunc(keys, func(key string) bool { return wire.Verify(key, signed, sig) }) || !m.device.Revoked.IsZero() {
		return errSigned
	}
	return nil
}
