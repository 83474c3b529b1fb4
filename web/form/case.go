package form

import (
	"strings"
	"time"

	"lianzhan/station/matter"
)

// Case is one matter as somebody may see it, ready to be put on paper. The zero Case is an empty form.
type Case struct {
	House     House
	Matter    matter.Matter // without what is personal
	Told      []matter.Told
	Contact   *matter.Contact // masked or in full, as the asker may see it; nil for none
	Deadlines []matter.Deadline
	Lines     []Line
	Receiver  string // the station's officer who wrote it down or took it in
	Other     string // number of the matter this one was merged into, or of the suggestion it became
	Record    string // path of the record's page
	Stamp     Stamp
}

// Line is one thing that happened to a matter.
type Line struct {
	Type    matter.EventType
	At      time.Time
	Title   string
	Text    string
	By      string
	Note    string
	Applied bool
	Why     string // not applied because
}

// MatterSheet is the 选民反映情况处理单: what a voter brought, and everything that came of it.
func MatterSheet(c Case) Sheet {
	blank := c.Matter.ID == ""
	s := Sheet{Title: "选民反映情况处理单", House: c.House.Station.Name, Blank: blank, Stamp: c.Stamp,
		Remark: "状态：" + c.Matter.State.Label(), Blocks: []Block{
			c.source(), c.content(), c.reception(), c.acceptance(), c.opinion(), c.assignment(), c.pressure(), c.reply(), c.feedback(), c.ending(),
		}}
	if blank {
		s.Remark = "　　　　年　　月　　日"
		s.Notes = []string{"手写填完后交联络站录入。选民的姓名、电话可以不填；身份证号、银行卡号不要写在这张表上。"}
		return s
	}
	s.Number = c.Matter.Number(c.House.Station.AreaCode)
	s.Blocks = append(s.Blocks, c.deadlines(), c.history())
	s.Address, s.Host = c.House.address(c.Record), c.House.host()
	s.Notes = []string{"本单由联络站的记录生成，记录有变动时以记录为准。内有个人信息的，用完请存档或销毁。"}
	return s
}

// address is a page of this house as a QR code carries it.
func (h House) address(path string) string {
	if h.Base == "" || path == "" {
		return ""
	}
	return h.Base + path
}

// host is the house's address in words.
func (h House) host() string {
	_, host, found := strings.Cut(h.Base, "://")
	if !found {
		return h.Base
	}
	return host
}

// unit is what an office is called; an unknown one keeps its id.
func (h House) unit(id string) string {
	if id == "" || h.Unit == nil {
		return id
	}
	if u := h.Unit(id); u.Name != "" {
		return u.Name
	}
	return id
}

func (h House) units(ids []string) string {
	names := make([]string, len(ids))
	for i, id := range ids {
		names[i] = h.unit(id)
	}
	return strings.Join(names, "、")
}

func (h House) deputy(id string) string {
	if id == "" || h.Deputy == nil {
		return id
	}
	if d := h.Deputy(id); d.Name != "" {
		return d.Name
	}
	return id
}

func (h House) deputies(ids []string) string {
	names := make([]string, len(ids))
	for i, id := range ids {
		names[i] = h.deputy(id)
	}
	return strings.Join(names, "、")
}

// received is when the matter came in.
func (c Case) received() time.Time {
	if len(c.Lines) == 0 {
		return time.Time{}
	}
	return c.Lines[0].At
}

// last is the latest event of a type that was applied; the zero Line for none.
func (c Case) last(kind matter.EventType) Line {
	var found Line
	for _, l := range c.Lines {
		if l.Type == kind && l.Applied {
			found = l
		}
	}
	return found
}

// every words each event of a type on a line of its own.
func (c Case) every(kind matter.EventType) string {
	var all []string
	for _, l := range c.Lines {
		if l.Type == kind && l.Applied {
			all = append(all, spaced(minute(l.At), l.By, l.Text, l.Note))
		}
	}
	return strings.Join(all, "\n")
}
