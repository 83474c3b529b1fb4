package wire

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"errors"
	"strings"
	"sync"

	"github.com/klauspost/compress/zstd"

	"lianzhan/station"
)

// How a frame is named in HTTP: packed frames say which dictionary they need.
const (
	PackedType = "application/x-lianzhan+zstd"
	PlainType  = "application/json"
	SeriesType = PackedType + "; series=1" // several packed frames, each behind its length in 4 bytes, big-endian
	DictHeader = "Lz-Dict"
	DictID     = "1"
)

// dictionary holds what every frame says anyway. Another one gets another id and another file; this one stays readable.
//
//go:embed dictionary-1.zdict
var dictionary []byte

var (
	errFrame = station.Invalid("frame_invalid", "收到的数据读不懂。")
	errLarge = station.Invalid("frame_too_large", "收到的数据太大。")
	errDict  = station.Invalid("dict_unknown", "对方的压缩方式比本机新，请改用不压缩的方式。")
)

// Message is anything two nodes say to each other.
type Message interface {
	Enrol | Enrolled | Challenge | Hello | Welcome | Push | PushReply | Pull | Feed | Bell
}

// encoder and decoder are made when sync first speaks: a station that stands alone never pays for them.
var encoder = sync.OnceValue(func() *zstd.Encoder {
	e, err := zstd.NewWriter(nil, zstd.WithEncoderDict(dictionary), zstd.WithEncoderLevel(zstd.SpeedFastest),
		zstd.WithEncoderConcurrency(2), zstd.WithLowerEncoderMem(true), zstd.WithWindowSize(1<<20))
	if err != nil {
		panic(err) // the dictionary is part of the program, and a test reads it
	}
	return e
})

var decoder = sync.OnceValue(func() *zstd.Decoder {
	d, err := zstd.NewReader(nil, zstd.WithDecoderDicts(dictionary), zstd.WithDecoderMaxMemory(MaxFrame),
		zstd.WithDecoderConcurrency(2), zstd.WithDecoderLowmem(true))
	if err != nil {
		panic(err)
	}
	return d
})

// Plain is a message as JSON.
func Plain[M Message](m M) ([]byte, error) {
	b, err := appendMessage(m)
	if err == nil && len(b) > MaxFrame {
		return nil, errLarge
	}
	return b, err
}

// Pack is a message as it goes over the wire. frame_too_large when it would be refused at the other end.
func Pack[M Message](m M) ([]byte, error) {
	plain, err := Plain(m)
	if err != nil {
		return nil, err
	}
	packed := encoder().EncodeAll(plain, make([]byte, 0, len(plain)/4))
	if len(packed) > MaxPacked {
		return nil, errLarge
	}
	return packed, nil
}

// Read reads a frame by its Content-Type and its Lz-Dict. Errors: frame_too_large, frame_invalid, dict_unknown.
func Read[M Message](contentType, dict string, raw []byte) (m M, err error) {
	kind, _, _ := strings.Cut(contentType, ";")
	if strings.TrimSpace(kind) != PackedType {
		return ReadPlain[M](bytes.Clone(raw)) // bodies stay where they are read, and the request's memory is used again
	}
	if dict != "" && dict != DictID {
		return m, errDict
	}
	return Unpack[M](raw)
}

// Unpack reads what Pack wrote. A frame that would unfold beyond MaxFrame is refused before it does.
func Unpack[M Message](packed []byte) (m M, err error) {
	if len(packed) > MaxPacked {
		return m, errLarge
	}
	plain, err := decoder().DecodeAll(packed, nil)
	switch {
	case errors.Is(err, zstd.ErrDecoderSizeExceeded), errors.Is(err, zstd.ErrWindowSizeExceeded):
		return m, errLarge.Because(err)
	case errors.Is(err, zstd.ErrUnknownDictionary):
		return m, errDict.Because(err)
	case err != nil:
		return m, errFrame.Because(err)
	}
	return ReadPlain[M](plain)
}

// ReadPlain reads a message that came as JSON. Fields it does not know are passed over, anything behind it is refused.
func ReadPlain[M Message](plain []byte) (m M, err error) {
	if len(plain) > MaxFrame {
		return m, errLarge
	}
	if m, ok := readFast[M](plain); ok {
		return m, check(m)
	}
	if err := json.Unmarshal(plain, &m); err != nil {
		return m, errFrame.Because(err)
	}
	return m, check(m)
}

// readFast reads the changes of a push or a feed with the scanner and the rest with encoding/json.
func readFast[M Message](plain []byte) (m M, ok bool) {
	switch any(m).(type) {
	case Push, Feed:
	default:
		return m, false
	}
	shell, list, ok := shellOf(plain)
	if !ok {
		return m, false
	}
	items, ok := scanItems(list)
	if !ok || json.Unmarshal(shell, &m) != nil {
		return *new(M), false
	}
	complete(items)
	switch v := any(&m).(type) {
	case *Push:
		ok, v.Items = v.Items == nil, items
	case *Feed:
		ok, v.Items = v.Items == nil, items
	}
	return m, ok // a second list under the same name is for encoding/json to judge
}

// check refuses lists no sender makes: a frame may round a run up, but not without end.
func check[M Message](m M) error {
	items := 0
	switch v := any(m).(type) {
	case Push:
		items = len(v.Items) + len(v.Told)
	case Feed:
		items = len(v.Items)
		for _, o := range v.Orders {
			items += len(o.Grant)
		}
	}
	if items > 8*MaxItems {
		return errLarge
	}
	return nil
}

// appendMessage writes a message as JSON. Changes are written straight into it: marshalled they would be compacted, and the
// bytes of a body are what its hash is over.
func appendMessage[M Message](m M) ([]byte, error) {
	switch v := any(m).(type) {
	case Push:
		return appendPush(v)
	case Feed:
		return appendFeed(v)
	}
	return json.Marshal(m)
}

var noItems = []byte(`"items":null`)

// splice writes the changes where a message says it has none; no text of a person's stands before that place.
func splice(shell []byte, items Items) []byte {
	before, after, found := bytes.Cut(shell, noItems)
	if !found || items == nil {
		return shell
	}
	b := append(make([]byte, 0, len(shell)+len(items)*roughly), before...)
	return append(items.appendTo(append(b, `"items":`...)), after...)
}

func appendPush(p Push) ([]byte, error) {
	items, told := p.Items, p.Told
	p.Items, p.Told = nil, nil
	shell, err := json.Marshal(p)
	if err != nil || len(told) == 0 {
		return splice(shell, items), err
	}
	b := append(splice(shell[:len(shell)-1], items), `,"told":`...)
	return append(told.appendTo(b), '}'), nil
}

func appendFeed(f Feed) ([]byte, error) {
	items, orders := f.Items, f.Orders
	f.Items, f.Orders = nil, nil
	shell, err := json.Marshal(f)
	if err != nil || len(orders) == 0 {
		return splice(shell, items), err
	}
	b := append(splice(shell[:len(shell)-1], items), `,"orders":[`...)
	for i, o := range orders {
		if i > 0 {
			b = append(b, ',')
		}
		if b, err = appendOrder(b, o); err != nil {
			return nil, err
		}
	}
	return append(b, "]}"...), nil
}

func appendOrder(b []byte, o Order) ([]byte, error) {
	grant := o.Grant
	o.Grant = nil
	shell, err := json.Marshal(o)
	if err != nil || len(grant) == 0 {
		return append(b, shell...), err
	}
	b = append(append(b, shell[:len(shell)-1]...), `,"grant":`...)
	return append(grant.appendTo(b), '}'), nil
}
