package voter

import (
	"fmt"

	"github.com/gofiber/fiber/v2"

	"lianzhan/station"
	"lianzhan/station/matter"
)

// choices is what a voter may pick from, and what they are told before they say who they are.
type choices struct {
	Categories []category `json:"categories"`
	Villages   []string   `json:"villages"`
	Roads      []string   `json:"roads"`
	Notice     notice     `json:"notice"`
	Input      input      `json:"input"`
	Printer    bool       `json:"printer"`
}

type category struct {
	ID      string   `json:"id"`
	Label   string   `json:"label"`
	Phrases []string `json:"phrases"`
}

// notice is what the law wants said before personal data is taken: who, why, what, how long, and how to take it back
// (PIPL arts. 14, 17).
type notice struct {
	Version string   `json:"version"`
	Text    []string `json:"text"`
	Keep    string   `json:"keep"`
}

type input struct {
	Handwriting bool `json:"handwriting"`
	Voice       bool `json:"voice"`
	Phrases     bool `json:"phrases"`
}

// matterOptions answers GET /api/v1/matter-options.
func (v *Counter) matterOptions(c *fiber.Ctx) error {
	site, err := v.open()
	if err != nil {
		return err
	}
	answer := choices{Villages: filled(site.Villages), Roads: filled(v.docket.Places()), Notice: noticeOf(site),
		Input:   input{Handwriting: v.Hand != nil, Voice: v.Voice != nil, Phrases: v.Phrases != nil},
		Printer: v.Printer != nil && site.Policy.Printer != ""}
	for _, each := range matter.Categories {
		answer.Categories = append(answer.Categories, category{each.ID, each.Label, each.Phrases})
	}
	return sendJSON(c, fiber.StatusOK, answer)
}

func noticeOf(site *Site) notice {
	who := site.Home.Name
	answers := who
	if site.Policy.Notice != "" {
		answers = site.Policy.Notice
	} else if site.Home.Phone != "" {
		answers = who + "，电话 " + site.Home.Phone
	}
	return notice{Version: station.ConsentVersion, Keep: retentionWords(site.Policy), Text: []string{
		fmt.Sprintf("您说的事由%s收下，只用来办这件事和给您答复。", who),
		"姓名和电话可以不留。留了，只有站里和办理单位的工作人员看得到，不会公开。",
		"请不要填写身份证号、银行卡号和病情。",
		"凭查询码随时可以查看、补充，也可以删除您的个人信息。",
		"个人信息由" + answers + "负责。",
	}}
}
