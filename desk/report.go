package desk

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"lianzhan/desk/roster"
	"lianzhan/station"
)

// Report says in words what an import did, or would do.
type Report struct {
	File     string               `json:"file"`
	DryRun   bool                 `json:"dry_run,omitempty"`
	People   int                  `json:"people"`   // deputies in the file
	Tiers    map[station.Tier]int `json:"tiers"`    // people by the highest tier the file gives
	Photos   int                  `json:"photos"`   // people with a picture in the file
	Made     int                  `json:"made"`     // deputies new to the store
	Changed  int                  `json:"changed"`  // deputies with a changed field
	Moved    int                  `json:"moved"`    // deputies with only another place in the list
	Same     int                  `json:"same"`     // deputies the file says nothing new about
	Edits    int                  `json:"edits"`    // records written, or that would be
	Seq      uint64               `json:"seq"`      // log number after writing; 0 when nothing was written
	Lines    []Line               `json:"lines"`    // what happens to whom
	Problems []roster.Problem     `json:"problems"` // what is wrong with the file
}

// Line is one thing that happens.
type Line struct {
	What   What     `json:"what"`
	Sheet  string   `json:"sheet,omitempty"`
	Row    int      `json:"row,omitempty"`
	ID     string   `json:"id"`
	Name   string   `json:"name"`
	Fields []string `json:"fields,omitempty"` // of a change, as people call them
}

// What happens to a record.
type What string

// What can happen.
const (
	Made        What = "made"
	Changed     What = "changed"
	Moved       What = "moved" // only the place in the list
	Missing     What = "missing"
	GroupMade   What = "group_made"
	StationMade What = "station_made"
)

func (r *Report) add(l Line) { r.Lines = append(r.Lines, l) }

func (r *Report) refuse(l Line, sentence string) {
	r.Problems = append(r.Problems, roster.Problem{Kind: roster.Error, Sheet: l.Sheet, Row: l.Row,
		Sentence: fmt.Sprintf("第%d行 %s", l.Row, sentence)})
}

func (r *Report) count(who *person) {
	r.People++
	if who.portrait != nil {
		r.Photos++
	}
	if len(who.seats) == 0 {
		return
	}
	highest := slices.MinFunc(who.seats, func(a, b station.Membership) int { return a.Tier.Rank() - b.Tier.Rank() })
	r.Tiers[highest.Tier]++
}

// Refused reports whether the file has errors, so that nothing is written.
func (r *Report) Refused() bool {
	return slices.ContainsFunc(r.Problems, func(p roster.Problem) bool { return p.Kind == roster.Error })
}

// Err is the refusal as an error, or nil.
func (r *Report) Err() error {
	n := 0
	for _, p := range r.Problems {
		if p.Kind == roster.Error {
			n++
		}
	}
	if n == 0 {
		return nil
	}
	return station.Invalid("roster_has_errors", "花名册里有 %d 处错误，什么也没有改。改好后请再导入一次。", n)
}

// Print writes the report for a person at a terminal. It returns Err, so that a refused file ends in failure.
func (r *Report) Print(w io.Writer) error {
	var b strings.Builder
	for _, p := range r.Problems {
		fmt.Fprintf(&b, "%s %s：%s\n", problemLabels[p.Kind], strings.TrimSpace(p.Sheet+" "+place(p)), p.Sentence)
	}
	for _, what := range []What{GroupMade, StationMade, Made, Moved, Missing} {
		if names := r.names(what); len(names) > 0 {
			fmt.Fprintf(&b, "%s（%d）：%s\n", lineLabels[what], len(names), strings.Join(names, "、"))
		}
	}
	for _, l := range r.Lines {
		if l.What == Changed {
			fmt.Fprintf(&b, "修改 %s：%s\n", l.Name, strings.Join(l.Fields, "、"))
		}
	}
	var tiers []string
	for _, t := range station.Tiers {
		if n := r.Tiers[t]; n > 0 {
			tiers = append(tiers, fmt.Sprintf("%s %d", t.Label(), n))
		}
	}
	fmt.Fprintf(&b, "表里有 %d 位代表（%s），%d 张照片。新增 %d，修改 %d，移动 %d，不变 %d。\n", r.People, strings.Join(tiers, "，"),
		r.Photos, r.Made, r.Changed, r.Moved, r.Same)
	if !r.Refused() {
		b.WriteString(r.outcome())
	}
	if _, err := io.WriteString(w, b.String()); err != nil {
		return err
	}
	return r.Err()
}

func (r *Report) names(what What) []string {
	var names []string
	for _, l := range r.Lines {
		if l.What == what {
			names = append(names, l.Name)
		}
	}
	return names
}

func (r *Report) outcome() string {
	switch {
	case r.Edits == 0:
		return "没有要改的。\n"
	case r.DryRun:
		return "这是预览，什么也没有改。\n"
	}
	return fmt.Sprintf("已写入 %d 条记录。\n", r.Edits)
}

// place is the cell a problem is in, as the spreadsheet names it.
func place(p roster.Problem) string {
	if p.Row == 0 {
		return p.Column
	}
	return p.Column + strconv.Itoa(p.Row)
}

var problemLabels = map[roster.Kind]string{roster.Error: "错误", roster.Warning: "注意", roster.LeftAlone: "未读"}

var lineLabels = map[What]string{Made: "新增", Moved: "只换次序", Missing: "表里没有，未改动", GroupMade: "新建小组",
	StationMade: "新建联络站"}
