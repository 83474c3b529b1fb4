// Package hook tells the county's own programs what happened to matters and public records, as CloudEvents 1.0 over HTTP: to
// addresses an administrator entered and to no other, at least once, in the order of the log. What voters said or are called
// is never in it.
package hook

import (
	"encoding/json"
	"net/url"
	"slices"
	"strings"
	"time"

	"lianzhan/station"
)

// Hook is an address that is told.
type Hook struct {
	ID     string   `json:"id"`
	Name   string   `json:"name"`
	URL    string   `json:"url"`
	Secret string   `json:"secret,omitempty"` // signs what is sent; shown once, when it is made
	Scope  string   `json:"scope,omitempty"`  // branch of the tree told of; empty for all
	Types  []string `json:"types,omitempty"`  // beginnings of the types told of; empty for all
	Off    bool     `json:"off,omitempty"`
}

// Check says what is wrong with a hook, or nil.
func (h Hook) Check() error {
	u, err := url.Parse(h.URL)
	switch {
	case strings.TrimSpace(h.Name) == "":
		return station.Invalid("hook_name_missing", "请写明推送给哪个系统。")
	case err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.User != nil || u.Fragment != "":
		return station.Invalid("hook_url_invalid", "推送的网址不对，要以 https:// 或 http:// 开头。")
	case h.Scope != "" && !station.ValidScope(h.Scope):
		return station.Invalid("hook_scope_invalid", "推送的范围不对。")
	}
	return nil
}

// wants reports whether the hook is told of an event.
func (h Hook) wants(e Event) bool {
	return (h.Scope == "" || station.ScopeWithin(e.Source, h.Scope)) &&
		(len(h.Types) == 0 || slices.ContainsFunc(h.Types, func(t string) bool { return strings.HasPrefix(e.Type, t) }))
}

// Course is how far a hook was told, and how it goes.
type Course struct {
	Seq    uint64    `json:"seq"`             // number in the log up to which everything was told or buried
	Told   uint64    `json:"told"`            // events taken by the other side
	Last   time.Time `json:"last,omitzero"`   // when the other side last took one
	Tries  int       `json:"tries,omitempty"` // failed ones of the event at hand
	Next   time.Time `json:"next,omitzero"`   // when it is tried again
	Error  string    `json:"error,omitempty"` // of the last try
	Buried []Dead    `json:"dead,omitempty"`  // the last events given up
}

// Dead is an event nobody would take.
type Dead struct {
	ID    string    `json:"id"`
	Type  string    `json:"type"`
	At    time.Time `json:"at"`
	Error string    `json:"error"`
}

const (
	mostTries  = 21 // about a day
	mostBuried = 50
	firstPause = 5 * time.Second
	longPause  = 3 * time.Hour
)

// failed is the course after a try that failed; chance is between 0 and 1 and spreads the tries.
func (c Course) failed(e Event, why string, now time.Time, chance float64) Course {
	c.Tries, c.Error = c.Tries+1, why
	if c.Tries >= mostTries {
		return c.buried(e, why, now)
	}
	pause := min(firstPause<<(c.Tries-1), longPause)
	c.Next = now.Add(pause/2 + time.Duration(chance*float64(pause/2)))
	return c
}

// buried gives an event up and goes on behind it.
func (c Course) buried(e Event, why string, now time.Time) Course {
	c.Buried = append(slices.Clone(c.Buried), Dead{ID: e.ID, Type: e.Type, At: now, Error: why})
	c.Buried = c.Buried[max(0, len(c.Buried)-mostBuried):]
	c.Seq, c.Tries, c.Next = e.seq, 0, time.Time{}
	return c
}

// told is the course after the other side took an event.
func (c Course) told(e Event, now time.Time) Course {
	c.Seq, c.Told, c.Last, c.Tries, c.Next, c.Error = e.seq, c.Told+1, now, 0, time.Time{}, ""
	return c
}

const (
	hookKey   = "hook/"
	courseKey = "hookcourse/"
	leaseKey  = "hooklease"
)

func readNote[T any](l station.Ledger, key string) (v T, found bool, err error) {
	raw, err := l.Note(key)
	if err != nil || raw == nil {
		return v, false, err
	}
	return v, true, json.Unmarshal(raw, &v)
}

func writeNote(l station.Ledger, key string, v any) error {
	raw, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return l.PutNote(key, raw)
}
