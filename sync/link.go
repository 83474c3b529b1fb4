package sync

import (
	"context"
	"encoding/json"
	"net/url"
	"strings"

	"lianzhan/station"
	"lianzhan/sync/wire"
)

// link is whom the box is linked to, kept among sync's notes.
type link struct {
	Parent string `json:"parent"`        // address, "https://county.example.com"
	Pin    string `json:"pin,omitempty"` // SHA-256 of the parent's certificate in hex, when it is not to be judged by its issuer
	Device string `json:"device"`        // of the parent
	Key    string `json:"key,omitempty"` // of the parent's device, as it was when the box was enrolled
	Node   string `json:"node"`          // id of the own node
	Name   string `json:"name"`          // of the own node, as the parent wrote it
}

const linkNote = "rim/link"

func readLink(s Store) (k link, err error) {
	err = s.Inspect(func(l station.Ledger) error {
		raw, err := l.Note(linkNote)
		if err != nil || raw == nil {
			return err
		}
		return json.Unmarshal(raw, &k)
	})
	return k, err
}

// linkTo is the link an enrolment makes.
func linkTo(e wire.Enrolled, parent, pin string) link {
	k := link{Parent: parent, Pin: pin, Device: e.Device, Node: e.Node.ID, Name: e.Node.Name}
	for _, n := range e.Ancestors {
		if d, is := n.Device(e.Device); is {
			k.Key = d.Key
		}
	}
	return k
}

func keepLink(ctx context.Context, s Store, k link, also func(station.Ledger) error) error {
	raw, err := json.Marshal(k)
	if err != nil {
		return err
	}
	return s.Exchange(ctx, func(l station.Ledger) error {
		if err := also(l); err != nil {
			return err
		}
		return l.PutNote(linkNote, raw)
	})
}

// parentAddress reads a parent's address as people type it.
func parentAddress(typed string) (string, error) {
	typed = strings.TrimSuffix(strings.TrimSpace(typed), "/")
	if !strings.Contains(typed, "://") {
		typed = "https://" + typed
	}
	u, err := url.Parse(typed)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" || u.Path != "" || u.RawQuery != "" || u.User != nil {
		return "", station.Invalid("parent_invalid", "上级的地址“%s”不对，要写成 https://主机名:端口。", typed).Because(err)
	}
	return u.String(), nil
}

// pinOf reads a certificate's fingerprint as people copy it: with or without "sha256:" and colons.
func pinOf(typed string) (string, error) {
	pin := strings.ToLower(strings.TrimSpace(typed))
	pin = strings.ReplaceAll(strings.TrimPrefix(pin, "sha256:"), ":", "")
	if pin != "" && (len(pin) != 64 || strings.Trim(pin, "0123456789abcdef") != "") {
		return "", station.Invalid("pin_invalid", "证书指纹不对，要写 64 位的 SHA-256。")
	}
	return pin, nil
}
