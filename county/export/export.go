// Package export writes what a branch of the tree is to others: its public and internal records as JSON lines, a manifest that
// names them by hash, and the county's Ed25519 signature over the manifest. What voters said or are called is not in it.
//
// The file is a ZIP: records.jsonl, manifest.json, manifest.sig (64 bytes) and key.pem, the public key (RFC 8410). Whoever
// got the key once from the county needs no program of ours to hold the file against it; docs/exchange.md shows how.
package export

import (
	"archive/zip"
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"encoding/json"
	"encoding/pem"
	"io"
	"slices"
	"time"

	"lianzhan/station"
	"lianzhan/station/matter"
)

// Format is the version of the file's layout.
const Format = 1

// Manifest says what the file holds.
type Manifest struct {
	Format  int                  `json:"format"`
	Made    time.Time            `json:"made"`
	By      string               `json:"by"`    // name of the county
	Scope   string               `json:"scope"` // branch of the tree
	Seq     uint64               `json:"seq"`   // number in the county's log the file is true at
	Records map[station.Kind]int `json:"records"`
	File    string               `json:"file"`
	SHA256  string               `json:"sha256"` // of the file, in hex
	Bytes   int                  `json:"bytes"`
}

// Line is one record of the file.
type Line struct {
	Kind     station.Kind               `json:"kind"`
	ID       string                     `json:"id"`
	Place    string                     `json:"place"`
	Revision station.Revision           `json:"revision"`
	Fields   map[string]json.RawMessage `json:"fields,omitempty"`
	Matter   *Matter                    `json:"matter,omitempty"`
	Events   []Event                    `json:"events,omitempty"`
}

// Matter is where a matter stands, for readers who do not fold events themselves.
type Matter struct {
	Year     int          `json:"year"`
	Serial   uint64       `json:"serial"`
	Category string       `json:"category"`
	State    matter.State `json:"state"`
	Unit     string       `json:"unit,omitempty"` // id
	Received time.Time    `json:"received"`
	Since    time.Time    `json:"since"`
}

// Event is one line of a matter's or a suggestion's life.
type Event struct {
	At       time.Time        `json:"at"`
	Revision station.Revision `json:"revision"`
	Class    station.Class    `json:"class"`
	Body     json.RawMessage  `json:"body"`
}

// kinds are what is written, in this order. Accounts, the audit, the policy and the screens are the box's own.
var kinds = []station.Kind{station.KindNode, station.KindStation, station.KindGroup, station.KindUnit, station.KindDeputy,
	station.KindReception, station.KindHolidays, station.KindActivity, station.KindProject, station.KindArticle, station.KindPlaylist, station.KindSession,
	station.KindSuggestion, station.KindMatter}

// kept back: sealed boxes are personal, remarks are the station's own, and "me too" counts are in no need of their keys.
var withheld = []string{"disclosed", "noted", "advised", "supported"}

// Options say what is written and by whom.
type Options struct {
	Scope string // empty is the whole tree
	By    string
	Now   time.Time
	Sign  ed25519.PrivateKey
}

// Write writes the file. node_not_found: nothing at all belongs to the branch, so its name is most likely misspelt.
func Write(out io.Writer, r station.Reader, o Options) (Manifest, error) {
	m := Manifest{Format: Format, Made: o.Now.UTC(), By: o.By, Scope: o.Scope, Seq: r.Seq(), Records: map[station.Kind]int{}, File: "records.jsonl"}
	var lines bytes.Buffer
	for _, kind := range kinds {
		records, err := r.Records(kind)
		if err != nil {
			return m, err
		}
		for _, record := range records {
			if o.Scope != "" && !station.ScopeWithin(record.Place, o.Scope) {
				continue
			}
			if err := json.NewEncoder(&lines).Encode(lineOf(record)); err != nil {
				return m, err
			}
			m.Records[kind]++
		}
	}
	if o.Scope != "" && lines.Len() == 0 {
		return m, unknown(o.Scope)
	}
	sum := sha256.Sum256(lines.Bytes())
	m.SHA256, m.Bytes = hex.EncodeToString(sum[:]), lines.Len()
	return m, pack(out, m, lines.Bytes(), o.Sign)
}

func unknown(scope string) error {
	return station.NotFound("node_not_found", "组织树里没有“%s”。位置要写全，比如 /c/baita。", scope)
}

func pack(out io.Writer, m Manifest, lines []byte, sign ed25519.PrivateKey) error {
	manifest, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return err
	}
	public, err := x509.MarshalPKIXPublicKey(sign.Public())
	if err != nil {
		return err
	}
	z := zip.NewWriter(out)
	for _, part := range []struct {
		name string
		body []byte
	}{{m.File, lines}, {"manifest.json", manifest}, {"manifest.sig", ed25519.Sign(sign, manifest)},
		{"key.pem", pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: public})}} {
		w, err := z.CreateHeader(&zip.FileHeader{Name: part.name, Method: zip.Deflate, Modified: m.Made})
		if err != nil {
			return err
		}
		if _, err := w.Write(part.body); err != nil {
			return err
		}
	}
	return z.Close()
}

func lineOf(record station.Record) Line {
	line := Line{Kind: record.Kind, ID: record.ID, Place: record.Place, Revision: record.Revision, Fields: record.Fields}
	for _, e := range record.Events {
		if e.Class == station.Personal || e.Class == station.Local || e.Erased() || slices.Contains(withheld, typeOf(e)) {
			continue
		}
		line.Events = append(line.Events, Event{At: e.At.Time().UTC(), Revision: e.Revision, Class: e.Class, Body: plain(e.Body)})
	}
	if record.Kind == station.KindMatter {
		m := matter.Fold(record)
		line.Matter = &Matter{Year: m.Year, Serial: m.Serial, Category: m.Category, State: m.State, Unit: m.LeadUnit, Since: m.Since.UTC()}
		if len(m.Timeline) > 0 {
			line.Matter.Received = m.Timeline[0].At.UTC()
		}
	}
	return line
}

// plain is an event without the hashes a voter's query code could be tried against.
func plain(body json.RawMessage) json.RawMessage {
	var event, data map[string]json.RawMessage
	if json.Unmarshal(body, &event) != nil || json.Unmarshal(event["data"], &data) != nil || data["code_hash"] == nil && data["print"] == nil {
		return body
	}
	delete(data, "code_hash")
	delete(data, "print")
	var err error
	if event["data"], err = json.Marshal(data); err == nil {
		if without, err := json.Marshal(event); err == nil {
			return without
		}
	}
	return nil
}

func typeOf(e station.Event) string {
	var head struct {
		Type string `json:"type"`
	}
	if json.Unmarshal(e.Body, &head) != nil {
		return ""
	}
	return head.Type
}

// Key is the county's signing key, worked out of the box's own: it needs no file, and all processes over one database have it.
func Key(box station.Key) ed25519.PrivateKey {
	return ed25519.NewKeyFromSeed(box.Sum("export-signature"))
}
