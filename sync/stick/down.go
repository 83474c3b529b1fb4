package stick

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"

	"lianzhan/station"
	"lianzhan/sync/box"
	"lianzhan/sync/core"
	"lianzhan/sync/wire"
)

// answersDir holds, by device, what is to be said to boxes that come by stick.
const answersDir = "bundles"

// answerTo is what a box's last bundle is answered with; its feed is made when the answer is written.
type answerTo struct {
	Head    bundleHead       `json:"head"`
	Replies []wire.PushReply `json:"replies"`
	Wants   []want           `json:"wants,omitempty"`
	Made    int64            `json:"made"` // of the bundle: an older one that turns up again is not taken
}

var deviceShape = regexp.MustCompile(`^[0-9A-Za-z_-]{1,64}$`)

// importUp takes what a box below brought on a stick, by the same rules as over a line.
func (s *Stick) importUp(ctx context.Context, b *bundle, signed, sig []byte) (done Bundled, err error) {
	done.Up = true
	if !deviceShape.MatchString(b.head.From) {
		return done, errBundle
	}
	a := answerTo{Made: b.head.Made, Wants: b.head.Wants, Head: bundleHead{Format: bundleKind, From: s.box.Me().Device, To: b.head.From, Answers: b.id}}
	former, err := s.answer(b.head.From)
	switch {
	case err != nil:
		return done, err
	case former.Made > b.head.Made:
		return done, station.Conflict("bundle_old", "这个数据包比上次导入的旧，没有用上。")
	}
	key, err := s.keyBelow(b)
	if err != nil {
		return done, err
	}
	if !wire.Verify(key, signed, sig) {
		return done, errSigned
	}
	if e := b.head.Enrol; e != nil {
		admitted, err := s.box.Admit(ctx, *e)
		if err != nil {
			return done, err
		}
		a.Head.Enrolled, done.Name = &admitted, admitted.Node.Name
		return done, s.keepAnswer(a)
	}
	if b.head.Hello == nil || b.head.Pull == nil {
		return done, errBundle
	}
	peer, err := s.greetBox(ctx, b, &a)
	if err != nil {
		return done, err
	}
	m, _, err := s.box.Roll.Member(peer.Device)
	if err != nil {
		return done, err
	}
	done.Name = m.Node.Name
	if err := s.takeUp(ctx, b, peer, &a, &done); err != nil {
		return done, err
	}
	return done, s.keepAnswer(a)
}

// keyBelow is what a bundle from below must be signed with: the key its device is known by, or the one that asks to be.
func (s *Stick) keyBelow(b *bundle) (string, error) {
	if b.head.Enrol != nil {
		if b.head.Enrol.Device != b.head.From {
			return "", errBundle
		}
		return b.head.Enrol.Key, nil
	}
	m, known, err := s.box.Roll.Member(b.head.From)
	switch {
	case err != nil:
		return "", err
	case !known:
		return "", station.Unauthorized(core.CodeUnknownDevice, "这里不认识做这个数据包的机器，请先登记。")
	case !m.Device.Revoked.IsZero():
		return "", station.Forbidden(core.CodeRevoked, "做这个数据包的机器已经停用。")
	}
	return m.Device.Key, nil
}

// greetBox judges the hello of a bundle. It signs no challenge: a bundle that turns up twice is found out by its date.
func (s *Stick) greetBox(ctx context.Context, b *bundle, a *answerTo) (peer core.Peer, err error) {
	var w wire.Welcome
	err = s.box.Commit(ctx, func(l station.Ledger) (err error) {
		w, peer, err = core.Greet(l, s.box.Me(), *b.head.Hello, forBundle, s.box.Moment())
		return err
	})
	if station.Worded(err).Code == core.CodeSetBack {
		if err = s.box.BeginAnew(ctx, b.head.Hello.Device); err == nil {
			return s.greetBox(ctx, b, a)
		}
	}
	a.Head.Welcome, a.Head.Pull = &w, b.head.Pull
	return peer, err
}

func (s *Stick) takeUp(ctx context.Context, b *bundle, peer core.Peer, a *answerTo, done *Bundled) error {
	for _, p := range b.below(pushDir) {
		push, err := message[wire.Push](p)
		if err != nil {
			return err
		}
		var reply wire.PushReply
		err = s.box.Commit(ctx, func(l station.Ledger) (err error) {
			reply, err = core.Receive(l, s.box.Me(), peer, push, s.box.Moment())
			return err
		})
		if station.Worded(err).Code == core.CodeEpoch {
			return nil // the welcome says so; it brings the changes again
		}
		if station.Worded(err).Code == core.CodeSetBack {
			return s.box.BeginAnew(ctx, peer.Device) // the box brings them again with its next hello
		}
		if err != nil {
			return err
		}
		a.Replies, done.Changes = append(a.Replies, reply), done.Changes+len(push.Items)
	}
	return s.takeFiles(ctx, b, nil, done)
}

// ExportDown writes the answer to the last bundle of a node's box, with what is new for it.
func (s *Stick) ExportDown(ctx context.Context, w io.Writer, node string) (done Bundled, err error) {
	n, err := s.box.Find(node)
	if err != nil {
		return done, err
	}
	var a answerTo
	if d, active := n.Active(); active {
		if a, err = s.answer(d.ID); err != nil {
			return done, err
		}
	}
	if done.Name = n.Name; a.Made == 0 {
		return done, station.NotFound("bundle_missing", "“%s”还没有送来过数据包。先导入它的，再导出给它的。", n.Name)
	}
	b := &bundle{head: a.Head}
	b.head.Made = s.box.Store.Now().Time.UnixMilli()
	for i, reply := range a.Replies {
		if err := addMessage(b, replyDir, i, reply); err != nil {
			return done, err
		}
	}
	if err := s.addWanted(b, a.Wants, &done); err != nil {
		return done, err
	}
	if a.Head.Pull != nil {
		if err := s.feedInto(ctx, b, *a.Head.Pull, &done); err != nil {
			return done, err
		}
	}
	return done, b.write(w, s.box.Device.Sign)
}

// feedInto adds what is new for a box, and the files it names.
func (s *Stick) feedInto(ctx context.Context, b *bundle, pull wire.Pull, done *Bundled) error {
	m, known, err := s.box.Roll.Member(b.head.To)
	if err != nil || !known {
		return errors.Join(err, errSigned)
	}
	peer := core.Peer{Device: b.head.To, Scope: m.Node.Scope, Node: m.Node.ID}
	if b.head.Welcome != nil && pull.Epoch != b.head.Welcome.Epoch {
		pull = wire.Pull{Epoch: b.head.Welcome.Epoch, Max: pull.Max} // another life of this log: from its beginning
	}
	for n := range mostTrip {
		var f wire.Feed
		err := s.box.Read(ctx, func(l station.Ledger) (err error) {
			f, err = core.Serve(l, s.box.Me(), peer, pull, s.box.Moment())
			return err
		})
		if err == nil {
			err = addMessage(b, feedDir, n, f)
		}
		if err != nil {
			return err
		}
		done.Changes += len(f.Items)
		s.feedFiles(b, f, done)
		if f.Next >= f.Head || f.Next <= pull.After || b.size > mostBundle/2 {
			return nil
		}
		pull.After, pull.Line = f.Next, f.Line
	}
	return nil
}

func (s *Stick) feedFiles(b *bundle, f wire.Feed, done *Bundled) {
	for _, e := range f.Items {
		for _, hash := range box.FilesIn(e.Body) {
			s.addFile(b, hash, mostBundle, done)
		}
	}
}

func (s *Stick) answerPath(device string) string {
	return filepath.Join(s.box.Dir, answersDir, device+".json")
}

// answer is what was kept for a box; a blank one when nothing was.
func (s *Stick) answer(device string) (a answerTo, err error) {
	raw, err := os.ReadFile(s.answerPath(device))
	if errors.Is(err, fs.ErrNotExist) {
		return a, nil
	}
	if err != nil {
		return a, err
	}
	return a, json.NewDecoder(bytes.NewReader(raw)).Decode(&a)
}

func (s *Stick) keepAnswer(a answerTo) error {
	raw, err := json.Marshal(a)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Join(s.box.Dir, answersDir), 0o700); err != nil {
		return err
	}
	return box.Keep(s.answerPath(a.Head.To), raw)
}
