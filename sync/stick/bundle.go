// Package stick carries between two boxes without a line, in a signed file, the messages they would exchange over one: same
// changes, same rules.
package stick

import (
	"archive/tar"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/klauspost/compress/zstd"

	"lianzhan/station"
	"lianzhan/sync/wire"
)

// A bundle is what two boxes without a line say to each other on a stick: a tar packed with zstd, the same messages one a
// file, in the order they are taken, files under their hashes, and at the end the signature of the device that made it.
const (
	headName   = "head.json"
	pushDir    = "push/"
	replyDir   = "reply/"
	feedDir    = "feed/"
	filesDir   = "files/"
	sigName    = "signature"
	forBundle  = "lianzhan bundle\n"
	bundleKind = 1                 // of the format
	mostBundle = mostStick - 2<<20 // bytes of a bundle that is made, unpacked; what is more goes with the next. Pictures hardly pack
	mostRead   = 96 << 20          // bytes of one that is read, unpacked
	mostTrip   = 200               // messages of one kind
)

// bundleHead says whom a bundle is from and what it answers.
type bundleHead struct {
	Format   int            `json:"format"`
	Up       bool           `json:"up"`
	From     string         `json:"from"` // device
	To       string         `json:"to,omitempty"`
	Made     int64          `json:"made"`              // Unix milliseconds by the maker's clock
	Answers  string         `json:"answers,omitempty"` // the bundle this is the answer to
	Refused  string         `json:"refused,omitempty"` // code: the other was not let in
	Enrol    *wire.Enrol    `json:"enrol,omitempty"`
	Enrolled *wire.Enrolled `json:"enrolled,omitempty"`
	Hello    *wire.Hello    `json:"hello,omitempty"`
	Welcome  *wire.Welcome  `json:"welcome,omitempty"`
	Pull     *wire.Pull     `json:"pull,omitempty"`
	Spans    []span         `json:"spans,omitempty"` // of the pushes, in the child's log
	Wants    []want         `json:"wants,omitempty"` // of the child: files that did not fit before
}

// span is a stretch of a log.
type span struct {
	From uint64 `json:"from"`
	To   uint64 `json:"to"`
}

// part is one file of a bundle.
type part struct {
	name string
	body []byte
}

// bundle is one in memory.
type bundle struct {
	head  bundleHead
	parts []part
	id    string // of its content
	size  int
}

func (b *bundle) add(name string, body []byte) {
	b.parts = append(b.parts, part{name, body})
	b.size += len(body)
}

func (b *bundle) has(name string) bool {
	return slices.ContainsFunc(b.parts, func(p part) bool { return p.name == name })
}

func addMessage[M wire.Message](b *bundle, dir string, n int, message M) error {
	raw, err := wire.Plain(message)
	if err == nil {
		b.add(fmt.Sprintf("%s%04d.json", dir, n), raw)
	}
	return err
}

// below lists the parts of a folder.
func (b *bundle) below(dir string) (list []part) {
	for _, p := range b.parts {
		if strings.HasPrefix(p.name, dir) {
			list = append(list, p)
		}
	}
	return list
}

// digest is over everything a bundle says, each name and length before its bytes.
func digest(parts []part) []byte {
	sum := sha256.New()
	for _, p := range parts {
		fmt.Fprintf(sum, "%s\n%d\n", p.name, len(p.body))
		sum.Write(p.body)
	}
	return sum.Sum(nil)
}

// write packs a bundle and signs it.
func (b *bundle) write(w io.Writer, sign func([]byte) []byte) error {
	head, err := json.Marshal(b.head)
	if err != nil {
		return err
	}
	parts := append([]part{{headName, head}}, b.parts...)
	sum := digest(parts)
	b.id = hex.EncodeToString(sum)
	parts = append(parts, part{sigName, sign(append([]byte(forBundle), sum...))})
	packer, err := zstd.NewWriter(w)
	if err != nil {
		return err
	}
	archive := tar.NewWriter(packer)
	for _, p := range parts {
		err = errors.Join(err, archive.WriteHeader(&tar.Header{Name: p.name, Mode: 0o600, Size: int64(len(p.body)), Format: tar.FormatPAX}))
		_, failed := archive.Write(p.body)
		err = errors.Join(err, failed)
	}
	return errors.Join(err, archive.Close(), packer.Close())
}

var errBundle = station.Invalid("bundle_invalid", "这个文件不是完整的数据包，请重新拷贝一次。")

// readBundle unpacks a bundle, bounded, and returns what its maker must have signed.
func readBundle(r io.Reader) (b *bundle, signed, sig []byte, err error) {
	unpacker, err := zstd.NewReader(r, zstd.WithDecoderMaxMemory(mostRead), zstd.WithDecoderConcurrency(1))
	if err != nil {
		return nil, nil, nil, errBundle.Because(err)
	}
	defer unpacker.Close()
	archive := tar.NewReader(io.LimitReader(unpacker, mostRead))
	var parts []part
	for {
		h, err := archive.Next()
		if err != nil {
			return nil, nil, nil, errBundle.Because(err) // the signature ends it, never the file
		}
		body, err := io.ReadAll(archive)
		if err != nil {
			return nil, nil, nil, errBundle.Because(err)
		}
		if h.Name == sigName {
			sig = body
			break
		}
		parts = append(parts, part{h.Name, body})
	}
	b = &bundle{}
	if len(parts) == 0 || parts[0].name != headName || json.Unmarshal(parts[0].body, &b.head) != nil || b.head.Format != bundleKind {
		return nil, nil, nil, errBundle
	}
	sum := digest(parts)
	b.parts, b.id = parts[1:], hex.EncodeToString(sum)
	return b, append([]byte(forBundle), sum...), sig, nil
}

// message reads one part of a bundle as a message.
func message[M wire.Message](p part) (M, error) {
	return wire.ReadPlain[M](bytes.Clone(p.body))
}
