package station

import "slices"

// Activity is one line of the register of activities (活动情况登记簿), with the attendance lines of the register of
// deputies taking part (代表参加活动登记簿).
type Activity struct {
	ID         string    `json:"id"`
	Number     string    `json:"number,omitempty"`
	Title      string    `json:"title"`
	Type       DutyType  `json:"type"`
	Date       Date      `json:"date"`
	Start      ClockTime `json:"start,omitempty"`
	End        ClockTime `json:"end,omitempty"`
	Place      string    `json:"place,omitempty"`
	Convener   string    `json:"convener,omitempty"`
	Organiser  string    `json:"organiser,omitempty"`
	Content    string    `json:"content,omitempty"`
	Outcome    string    `json:"outcome,omitempty"`
	People     int       `json:"people,omitempty"`     // people reached
	Households int       `json:"households,omitempty"` // households reached (走访、宣讲到的户数)
	Results    []Result  `json:"results,omitempty"`    // what came of it in numbers, each with its unit
	Project    string    `json:"project,omitempty"`    // id of the livelihood project looked at
	// Scores are the marks of a knowledge test by deputy, 0 to 100. They are not for the public.
	Scores     map[string]int `json:"scores,omitempty"`
	Photos     []string       `json:"photos,omitempty"` // SHA-256
	Public     bool           `json:"public,omitempty"`
	Attendance []Attendance   `json:"attendance,omitempty"`
}

// Attendance is one deputy's part in one activity.
type Attendance struct {
	Deputy string          `json:"deputy"`
	State  AttendanceState `json:"state"`
	Role   string          `json:"role,omitempty"` // convener, reporter (述职人) or participant
	Note   string          `json:"note,omitempty"` // what the deputy did; public with the activity
}

// Result is one number an activity ended with: 300 trees, 2700 square metres, 29000 yuan.
type Result struct {
	Name   string  `json:"name"`
	Amount float64 `json:"amount"`
	Unit   string  `json:"unit"`
}

// Reporter is the role of a deputy who gave a report on their duties.
const Reporter = "reporter"

// AttendanceState says whether the deputy came (未签到, 已签到, 请假, 缺席).
type AttendanceState string

// The states of attendance.
const (
	Invited  AttendanceState = "invited"
	SignedIn AttendanceState = "signed_in"
	OnLeave  AttendanceState = "leave"
	Absent   AttendanceState = "absent"
)

// DutyType is the kind of duty an activity counts as.
type DutyType string

// DutyTypes are the kinds of duty and their Chinese names, in the order the registers list them.
var DutyTypes = Choices[DutyType]{
	{"congress", "出席人代会"}, {"meeting", "参加会议"}, {"training", "学习培训"}, {"suggestion", "议案建议"},
	{"research", "专题调研"}, {"inspection", "视察"}, {"enforcement_check", "执法检查"},
	{"group_activity", "小组活动"}, {"reception", "接待选民"}, {"visit", "走访"}, {"mediation", "化解矛盾"},
	{"relief", "扶弱济困"}, {"good_deed", "办实事"}, {"charity", "公益"}, {"duty_report", "述职"},
	{"outreach", "宣讲"}, {"deliberation", "议事"}, {"volunteer", "志愿服务"}, {"knowledge_test", "应知应会测试"},
	{"work_meeting", "推进会"}, {"site_meeting", "现场协调会"}, {"law_comment", "立法意见"}, {"award", "表彰"}, {"other", "其他"},
}

// Label is the Chinese name of a duty type; an unknown one is shown as itself.
func (t DutyType) Label() string { return DutyTypes.Label(t) }

// Attended reports whether a deputy took part.
func (a Activity) Attended(deputy string) bool {
	return slices.ContainsFunc(a.Attendance, func(at Attendance) bool {
		return at.Deputy == deputy && at.State == SignedIn
	})
}

// internalFields keeps the marks of a test from the public.
func (a Activity) internalFields() []string { return []string{"scores"} }

// The bounds of the numbers of one activity.
const (
	mostReached = 1_000_000 // people or households
	mostResults = 20
	fullMark    = 100
)

// Check says what is wrong with an activity, or nil.
func (a Activity) Check() error {
	switch {
	case a.Title == "":
		return Invalid("activity_title_missing", "活动的名称不能为空。")
	case len(a.Date) != len("2006-01-02") || !a.Date.Valid():
		return Invalid("date_invalid", "活动“%s”的日期读不懂，请写成 2026-01-31。", a.Title)
	case a.Type.Label() == string(a.Type):
		return Invalid("duty_type_unknown", "活动“%s”的类别“%s”不认识。", a.Title, a.Type)
	case a.People < 0 || a.People > mostReached || a.Households < 0 || a.Households > mostReached:
		return Invalid("activity_reached_invalid", "活动“%s”的人数或户数不对。", a.Title)
	case len(a.Results) > mostResults:
		return Invalid("activity_results_many", "活动“%s”的成果数字太多，最多 %d 个。", a.Title, mostResults)
	}
	for _, r := range a.Results {
		if r.Name == "" || r.Unit == "" || r.Amount < 0 {
			return Invalid("activity_result_invalid", "活动“%s”的成果数字要有名称、数量和单位。", a.Title)
		}
	}
	for _, score := range a.Scores {
		if score < 0 || score > fullMark {
			return Invalid("activity_score_invalid", "活动“%s”的成绩要在 0 到 100 之间。", a.Title)
		}
	}
	return nil
}
