package form

import (
	"cmp"

	"lianzhan/station"
	"lianzhan/station/matter"
)

// AnswerCard is what a voter takes home: what was decided, why not, what is next, whom to call, and how to say that it is
// not good enough. It never names the voter. A matter that was neither answered nor refused has none (conflict).
func AnswerCard(c Case) (Sheet, error) {
	s := Sheet{Title: "答 复 卡", House: c.House.Station.Name, Card: true, Stamp: Stamp{At: c.Stamp.At},
		Address: c.House.address("/T"), Host: c.House.host() + "/T"}
	about := Block{Name: "您反映的事", Text: c.Matter.Title}
	s.Number = c.Matter.Number(c.House.Station.AreaCode)
	if r := c.Matter.Reply(); r != nil {
		s.Blocks = append([]Block{about}, c.answered(*r)...)
		s.Notes = []string{"答复：" + spaced(c.House.unit(r.By.Unit), r.By.Name, r.By.Post, day(r.At))}
		return s, nil
	}
	if d := c.Matter.Decline; d != nil {
		s.Blocks = append([]Block{about}, c.refused(*d)...)
		return s, nil
	}
	return Sheet{}, station.Conflict("not_answered", "这件事还没有答复，答复以后才能打印答复卡。")
}

func (c Case) answered(r matter.Reply) []Block {
	call := cmp.Or(r.Call, spaced(c.House.unit(r.By.Unit), r.By.Name, r.By.Phone))
	redo := "到联络站，" + after("或打电话 ", c.House.Station.Phone) + " 说“不满意”，我们请单位重办一次。"
	if c.Matter.Redone > 0 {
		redo = "到联络站，" + after("或打电话 ", c.House.Station.Phone) + " 说“不满意”，我们督办或报给上级。"
	}
	return present(
		Block{Name: "结果", Text: r.Decided, Wide: len([]rune(r.Decided)) <= 30},
		Block{Name: "为什么没办成", Text: r.WhyNot},
		Block{Name: "下一步", Text: r.Next},
		Block{Name: "有事找谁", Text: call},
		Block{Name: "不满意怎么办", Text: redo},
		c.codeSpace(),
	)
}

func (c Case) refused(d matter.Declined) []Block {
	return present(
		Block{Name: "结果", Text: "这件事联络站不能受理。", Wide: true},
		Block{Name: "为什么", Text: matter.DeclineReasons.Label(d.Reason)},
		Block{Name: "该找谁", Text: d.Advice},
		Block{Name: "有疑问", Text: after("请打联络站电话 ", c.House.Station.Phone)},
		c.codeSpace(),
	)
}

// codeSpace waits for a pen: only the voter knows the query code.
func (c Case) codeSpace() Block {
	return Block{Name: "查询码（照您的回执填在格子里）", Code: &Code{}}
}

// present drops the passages that say nothing.
func present(blocks ...Block) []Block {
	var all []Block
	for _, b := range blocks {
		if b.Text != "" || b.Code != nil {
			all = append(all, b)
		}
	}
	return all
}

// Receipt is what a voter gets for a matter: its number, the query code while it may still be told, and what happens next.
// It never names the voter. Code is twelve digits, or empty for boxes a pen fills in; next says the next step in words.
func Receipt(c Case, code, next string) Sheet {
	s := Sheet{Title: "反映事项回执", House: c.House.Station.Name, Card: true, Stamp: Stamp{At: c.Stamp.At}, Blank: c.Matter.ID == "",
		Address: c.House.address("/T"), Host: c.House.host() + "/T"}
	if code != "" {
		s.Address += "/" + code
	}
	received := ""
	if !s.Blank {
		s.Number, received = c.Matter.Number(c.House.Station.AreaCode), minute(c.received())
	}
	s.Blocks = present(
		Block{Name: "查询码（请收好，凭它查办理结果）", Code: &Code{Digits: code}},
		Block{Name: "您反映的事", Text: cmp.Or(c.Matter.Title, "　")},
		Block{Name: "收到时间", Text: cmp.Or(received, dayBlank)},
		Block{Name: "接下来", Text: cmp.Or(next, "联络站会决定是否受理，受理的一定答复您。")},
		Block{Name: "有事找谁", Text: spaced("联络站", c.House.Station.Phone)},
	)
	return s
}
