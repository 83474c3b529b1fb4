package station

import "strings"

// Unit is an office that handles matters (承办单位).
type Unit struct {
	ID         string `json:"id"`
	Name       string `json:"name"`
	Short      string `json:"short,omitempty"` // as the wall shows it
	CreditCode string `json:"credit_code,omitempty"`
	Phone      string `json:"phone,omitempty"`
	Head       string `json:"head,omitempty"`
	Order      int    `json:"order,omitempty"`
}

// Check says what is wrong with a unit, or nil.
func (u Unit) Check() error {
	switch {
	case u.Name == "":
		return Invalid("unit_name_missing", "单位的名称不能为空。")
	case u.CreditCode != "" && !validCreditCode(u.CreditCode):
		return Invalid("credit_code_invalid", "“%s”的统一社会信用代码不对。", u.Name)
	}
	return nil
}

// creditAlphabet leaves out I, O, S, V and Z (GB 32100).
const creditAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"

// validCreditCode checks the 18th character of a unified social credit code (GB 32100: weights 3^(i-1) mod 31).
func validCreditCode(code string) bool {
	if len(code) != 18 {
		return false
	}
	sum, weight := 0, 1
	for i := range 17 {
		value := strings.IndexByte(creditAlphabet, code[i])
		if value < 0 {
			return false
		}
		sum += value * weight
		weight = weight * 3 % 31
	}
	return creditAlphabet[(31-sum%31)%31] == code[17]
}
