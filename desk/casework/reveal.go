package casework

import (
	"context"
	"strings"
	"unicode/utf8"

	"lianzhan/desk/audit"
	"lianzhan/desk/door"
	"lianzhan/station"
	"lianzhan/station/matter"
)

// Contact is who a voter is, as the desk shows it.
type Contact struct {
	Name    string `json:"name,omitempty"`
	Phone   string `json:"phone,omitempty"`
	Sex     string `json:"sex,omitempty"`
	AgeBand string `json:"age_band,omitempty"`
	Address string `json:"address,omitempty"`
	Masked  bool   `json:"masked,omitempty"`
}

// masked is what may be seen without a reason. An address has no masked form that helps anybody.
func masked(c *matter.Contact) *Contact {
	if c == nil {
		return nil
	}
	if c.Masked {
		return &Contact{Name: c.Name, Phone: c.Phone, Masked: true}
	}
	return &Contact{Name: station.MaskName(c.Name), Phone: station.MaskPhone(c.Phone), Masked: true}
}

// shortestReason is what a reason needs to be one, in characters.
const shortestReason = 2

// Reveal gives the contact of a voter in full. The line in the audit comes first: when it cannot be written, nothing
// is shown.
func (r *Room) Reveal(ctx context.Context, who door.Who, id, reason string) (*Contact, error) {
	reason = strings.TrimSpace(reason)
	if n := utf8.RuneCountInString(reason); n < shortestReason || n > 200 {
		return nil, station.Invalid("reason_missing", "请写明为什么要看联系方式，最多 200 个字。")
	}
	m, _, err := r.read(who, id)
	if err != nil {
		return nil, err
	}
	if m.Contact == nil {
		return nil, station.NotFound("contact_missing", "选民没有留联系方式，或者已经删除。")
	}
	if err := audit.Write(ctx, r.store, who.Actor(), audit.Line{What: audit.Revealed, Name: who.Name, Address: who.Address,
		Kind: station.KindMatter, ID: id, Detail: reason}); err != nil {
		return nil, err
	}
	c := m.Contact
	return &Contact{Name: c.Name, Phone: c.Phone, Sex: c.Sex, AgeBand: c.AgeBand, Address: c.Address, Masked: c.Masked}, nil
}
