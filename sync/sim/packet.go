package sim

import (
	"encoding/json"

	"lianzhan/sync/wire"
)

// The kinds of packet.
const (
	askChallenge = "challenge"
	askHello     = "hello"
	askPush      = "push"
	askPull      = "pull"
	bell         = "bell"
)

// packet is a request or its answer.
type packet struct {
	Kind      string
	Token     string          `json:",omitempty"`
	Problem   string          `json:",omitempty"` // code of a refusal
	Challenge *wire.Challenge `json:",omitempty"`
	Hello     *wire.Hello     `json:",omitempty"`
	Welcome   *wire.Welcome   `json:",omitempty"`
	Push      *wire.Push      `json:",omitempty"`
	Pushed    *wire.PushReply `json:",omitempty"`
	Pull      *wire.Pull      `json:",omitempty"`
	Feed      *wire.Feed      `json:",omitempty"`
	Bell      *wire.Bell      `json:",omitempty"`

	Begin, End uint64 // of a push: it goes behind the one that ended at Begin

	from, to int // boxes
	torn     bool
	encoded  bool // goes over the wire as bytes
	harmed   bool // altered on its way: what it carries is not its sender's fault
}

func (p packet) pack() ([]byte, error) { return json.Marshal(p) }

// unpack reads a packet from its bytes.
func (p packet) unpack(raw []byte) (packet, error) {
	got := packet{from: p.from, to: p.to, encoded: true, harmed: p.harmed}
	return got, json.Unmarshal(raw, &got)
}
