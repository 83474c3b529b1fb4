package stick

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
	"lianzhan/sync/box"
	"lianzhan/sync/core"
	"lianzhan/sync/wire"
)

// Bundled is what came of a bundle.
type Bundled struct {
	Up       bool   `json:"up"`
	Changes  int    `json:"changes"`
	Files    int    `json:"files"`
	TooLarge int    `json:"too_large,omitempty"` // files no bundle takes
	Waiting  bool   `json:"waiting,omitempty"`   // the other's answer is needed before more can go
	Name     string `json:"name,omitempty"`      // of the node it is from or for
	Refused  string `json:"refused,omitempty"`
}

// sentName is the last bundle this box made, kept until its answer comes.
const sentName = "bundle.sent"

// ExportUp writes what waits for the parent, for a stick. With a one-time code it asks to be enrolled.
func (s *Stick) ExportUp(ctx context.Context, w io.Writer, code string) (Bundled, error) {
	if s.box.Root {
		return Bundled{}, station.Invalid("node_missing", "请用 --node 写明给哪个站。")
	}
	k := s.box.Link()
	if k.Device == "" && code == "" {
		return Bundled{}, station.Conflict("not_enrolled", "本机还没有登记。请加上 --code 登记码。")
	}
	b := &bundle{head: bundleHead{Format: bundleKind, Up: true, From: s.box.Me().Device, To: k.Device, Made: s.box.Store.Now().Time.UnixMilli()}}
	done := Bundled{Up: true, Name: k.Name}
	if code != "" {
		e := s.box.Application(station.FoldCode(code), "", "")
		b.head.Enrol = &e
	} else if err := s.pack(ctx, b, &done); err != nil {
		return done, err
	}
	done.Waiting = done.Changes == 0
	var kept bytes.Buffer
	if err := b.write(io.MultiWriter(w, &kept), s.box.Device.Sign); err != nil {
		return done, err
	}
	return done, box.Keep(filepath.Join(s.box.Dir, sentName), kept.Bytes())
}

// pack puts the hello, the changes and the files that wait into a bundle.
func (s *Stick) pack(ctx context.Context, b *bundle, done *Bundled) error {
	err := s.box.Read(ctx, func(l station.Ledger) error {
		b.parts, b.size, b.head.Spans, done.Changes = nil, 0, nil, 0
		h, err := core.Greeting(l, s.box.Me(), wire.Challenge{Device: b.head.To, Nonce: forBundle}, s.box.Moment())
		if err != nil {
			return err
		}
		p, err := core.NextPull(l, s.box.Me())
		b.head.Hello, b.head.Pull = &h, &p
		for after, n := uint64(0), 0; err == nil && n < mostTrip && b.size < mostBundle/2; n++ {
			parcel, ok, failed := core.NextPush(l, s.box.Me(), after, wire.MaxItems, s.box.Moment())
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
	if b.head.Wants, err = s.wants(); err != nil {
		return err
	}
	return s.packFiles(b, box.UpNote, done)
}

// packFiles adds files that wait, small ones first, as many as there is room for.
func (s *Stick) packFiles(b *bundle, prefix string, done *Bundled) error {
	list, err := s.box.Errands(prefix)
	for _, e := range list {
		s.addFile(b, e.Hash, mostBundle, done)
	}
	return err
}

// Import takes a bundle, whichever way it goes.
func (s *Stick) Import(ctx context.Context, from io.Reader) (Bundled, error) {
	b, signed, sig, err := readBundle(from)
	if err != nil {
		return Bundled{}, err
	}
	if b.head.Up {
		return s.importUp(ctx, b, signed, sig)
	}
	return s.importDown(ctx, b, signed, sig)
}

// importDown takes the parent's answer: who this box is, what arrived, what is new.
func (s *Stick) importDown(ctx context.Context, b *bundle, signed, sig []byte) (Bundled, error) {
	if b.head.To != s.box.Me().Device {
		return Bundled{}, station.Conflict("bundle_for_another", "这个数据包是给另一台机器的。")
	}
	sent, err := s.sent(b.head.Answers)
	if err != nil {
		return Bundled{}, err
	}
	if err := s.signedAbove(b, sent, signed, sig); err != nil {
		return Bundled{}, err
	}
	done := Bundled{Name: s.box.Link().Name, Refused: b.head.Refused}
	if e := b.head.Enrolled; e != nil {
		done.Name = e.Node.Name
		if err := s.box.SettleIn(ctx, *e, box.LinkTo(*e, s.box.Link().Parent, s.box.Link().Pin)); err != nil {
			return done, err
		}
	}
	if b.head.Welcome == nil {
		return done, nil
	}
	return done, s.takeDown(ctx, b, sent, &done)
}

// takeDown lets the core take a parent's answers in the order they would have come over a line.
func (s *Stick) takeDown(ctx context.Context, b, sent *bundle, done *Bundled) error {
	me := s.box.Me()
	if err := s.box.Commit(ctx, func(l station.Ledger) error { return core.Greeted(l, me, *b.head.Welcome, s.box.Moment()) }); err != nil {
		return err
	}
	if scope := b.head.Welcome.Scope; scope != "" && scope != s.box.Store.Scope() {
		if err := s.box.Store.SetScope(ctx, scope); err != nil {
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
		if err := s.box.Commit(ctx, func(l station.Ledger) error { return core.Pushed(l, s.box.Me(), parcel, reply, s.box.Moment()) }); err != nil {
			return err
		}
	}
	for _, p := range b.below(feedDir) {
		f, err := message[wire.Feed](p)
		if err != nil {
			return err
		}
		err = s.box.Commit(ctx, func(l station.Ledger) error {
			pull, err := core.NextPull(l, s.box.Me())
			if err != nil {
				return err
			}
			return core.Pulled(l, s.box.Me(), pull, f, s.box.Moment())
		})
		if err != nil {
			return err
		}
		done.Changes += len(f.Items)
	}
	return s.takeFiles(ctx, b, sent, done)
}

// takeFiles keeps the files of a bundle, and forgets those that were brought up with the one it answers.
func (s *Stick) takeFiles(ctx context.Context, b, sent *bundle, done *Bundled) error {
	files := b.below(filesDir)
	for _, p := range files {
		hash, err := s.box.Store.AddFile(bytes.NewReader(p.body))
		if err != nil {
			return err
		}
		if filesDir+hash == p.name {
			done.Files++
			s.box.Found(ctx, hash)
		}
	}
	if len(files) > 0 {
		if err := s.box.UnsealAll(); err != nil {
			return err
		}
	}
	if sent == nil {
		return nil
	}
	return s.box.Store.Exchange(ctx, func(l station.Ledger) error {
		for _, p := range sent.below(filesDir) {
			if err := l.PutNote(box.UpNote+p.name[len(filesDir):], nil); err != nil {
				return err
			}
		}
		return nil
	})
}

// sent is the bundle an answer belongs to, nil when another was made since: then its acknowledgements come with the next.
func (s *Stick) sent(id string) (*bundle, error) {
	f, err := os.Open(filepath.Join(s.box.Dir, sentName))
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
func (s *Stick) signedAbove(b, sent *bundle, signed, sig []byte) error {
	m, known, err := s.box.Roll.Member(b.head.From)
	if err != nil {
		return err
	}
	keys := []string{m.Device.Key}
	if k := s.box.Link(); !known && k.Device == b.head.From {
		keys = append(keys, k.Key)
	}
	if e := b.head.Enrolled; !known && e != nil && e.Device == b.head.From && sent != nil && sent.head.Enrol != nil {
		keys = append(keys, box.LinkTo(*e, "", "").Key)
	}
	if !slices.ContainsFunc(keys, func(key string) bool { return wire.Verify(key, signed, sig) }) || !m.Device.Revoked.IsZero() {
		return errSigned
	}
	return nil
}
